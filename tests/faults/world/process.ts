/** One run of the program. After its end nothing of it reaches the world any more, and nothing of the world reaches it. */

/** Thrown into a program that has just ended: it may catch it, but nothing it does then has an effect. */
class ProcessEnded extends Error {}

export interface Process {
  readonly number: number;
  isDead: boolean;
}

export interface Ports {
  /**
   * A call of the program to the world. It may be the last thing it does: before the call, so that it never happens, or
   * after, so that it happens and nobody learns of it.
   */
  call<Value>(process: Process, name: string, act: () => Value): Value;
  /** The same without a place to die at. */
  quietCall<Value>(process: Process, act: () => Value): Value;
  /** Something of the world comes to the program. */
  deliver(process: Process, name: string, act: () => void): void;
}

/** @param isDeadly asked at each place; when it says yes, it has already ended the process */
export function createPorts(
  isDeadly: (process: Process, name: string, where: 'before' | 'after') => boolean,
): Ports {
  function quietCall<Value>(process: Process, act: () => Value): Value {
    if (process.isDead) throw new ProcessEnded();
    return act();
  }
  return {
    quietCall,
    call(process, name, act) {
      if (process.isDead || isDeadly(process, name, 'before')) throw new ProcessEnded();
      const value = act();
      if (isDeadly(process, name, 'after')) throw new ProcessEnded();
      return value;
    },
    deliver(process, name, act) {
      if (process.isDead || isDeadly(process, name, 'before')) return;
      try {
        act();
      } catch (cause) {
        if (cause instanceof ProcessEnded) return;
        throw cause;
      }
      if (!process.isDead) isDeadly(process, name, 'after');
    },
  };
}
