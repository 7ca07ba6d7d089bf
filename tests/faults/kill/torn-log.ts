/**
 * What a power cut may leave of SQLite's write-ahead log beyond what a kill does. A disk that honours its flushes keeps
 * every byte up to the last commit, so only what lies behind it is cut, or garbage is put there: nothing that was
 * committed may be missing afterwards.
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import type { Drawing } from '../../fakes/drawing.ts';

const headerBytes = 32;
const frameHeaderBytes = 24;
const garbageBytesMax = 9_000;

/** @returns false when there is no log to tear */
export function tearLog(ledgerPath: string, draw: Drawing): boolean {
  const path = `${ledgerPath}-wal`;
  if (!existsSync(path)) return false;
  const log = readFileSync(path);
  const committedBytes = endOfLastCommit(log);
  if (committedBytes === null) return false;
  if (log.length > committedBytes && draw.chance(0.5))
    truncateSync(path, draw.whole(committedBytes, log.length - 1));
  else appendFileSync(path, garbage(log, draw));
  // The index of the log is memory: a cut of power takes it, a kill leaves it.
  if (draw.chance(0.5)) rmSync(`${ledgerPath}-shm`, { force: true });
  return true;
}

/** Never too early: a frame counts by its salt and mark alone, so one that only looks committed is left alone too. */
function endOfLastCommit(log: Buffer): number | null {
  if (log.length < headerBytes) return null;
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let committedBytes = headerBytes;
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    if (log.readUInt32BE(at + 4) > 0) committedBytes = at + frameBytes;
  }
  return committedBytes;
}

/** Noise, or the beginning of a frame that was real once, which is harder to tell from one that still counts. */
function garbage(log: Buffer, draw: Drawing): Buffer {
  const length = draw.whole(1, garbageBytesMax);
  if (draw.chance(0.5) && log.length > headerBytes) return log.subarray(headerBytes, headerBytes + length);
  return Buffer.from(Array.from({ length }, () => draw.whole(0, 255)));
}
