import type { Socket } from 'node:net';

/**
 * Which connections stay when there are too many. Refusing the newest would let anybody who holds enough of them shut
 * Helcim out, so the newest comes in and the longest-held one goes that has brought no event of Helcim's (M10).
 */
export interface ConnectionRoom {
  enter(socket: Socket): void;
  /** It carries an event whose signature holds: it stays. */
  trust(socket: Socket): void;
  /** What it carried was nothing new, as a repeated event of somebody who listened in would be. */
  doubt(socket: Socket): void;
}

/** @param onDropped called for each connection that had to go */
export function createConnectionRoom(connectionsMax: number, onDropped: () => void): ConnectionRoom {
  /** Longest held first. */
  const doubted = new Set<Socket>();
  const trusted = new Set<Socket>();

  function makeRoom(): void {
    if (doubted.size + trusted.size <= connectionsMax) return;
    // The newest itself, when all others are trusted.
    const [leaving] = doubted;
    if (leaving === undefined) return;
    doubted.delete(leaving);
    leaving.destroy();
    onDropped();
  }

  return {
    enter(socket) {
      socket.once('close', () => {
        doubted.delete(socket);
        trusted.delete(socket);
      });
      doubted.add(socket);
      makeRoom();
    },
    trust(socket) {
      if (doubted.delete(socket)) trusted.add(socket);
    },
    doubt(socket) {
      if (trusted.delete(socket)) doubted.add(socket);
    },
  };
}
