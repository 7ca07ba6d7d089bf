import { useRef, useState } from 'react';
import type { AppError, Result } from '../../shared/app-error.ts';
import { ask } from '../state/ask.ts';

export interface Call {
  readonly isBusy: boolean;
  readonly error: AppError | null;
  readonly dismiss: () => void;
  /** Runs one call at a time; answers with its value, or null when it failed or another one is still running. */
  readonly run: <Value>(call: () => Promise<Result<Value>>) => Promise<{ readonly value: Value } | null>;
}

/** A call of the bridge from a button: busy while it runs, its refusal kept for the screen. */
export function useCall(): Call {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const running = useRef(false);
  const run = async <Value>(call: () => Promise<Result<Value>>) => {
    if (running.current) return null;
    running.current = true;
    setIsBusy(true);
    setError(null);
    const answer = await ask(call);
    running.current = false;
    setIsBusy(false);
    if (answer.ok) return { value: answer.value };
    setError(answer.error);
    return null;
  };
  return { isBusy, error, run, dismiss: () => setError(null) };
}
