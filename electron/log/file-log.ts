import { join } from 'node:path';
import { inspect } from 'node:util';
// The variant without Electron: the other one opens an IPC channel that checks no sender (SECURITY: 17).
import log from 'electron-log/node.js';
import type { Logger } from '../../shared/ports.ts';
import { createLogger } from './log-lines.ts';
import type { Redactor } from './redact.ts';

/** One file and its predecessor, so the log can never fill a till's disk. */
const fileBytesMax = 5 * 1024 * 1024;

export interface FileLogOptions {
  /** Absolute path of the folder; made if need be. */
  readonly folder: string;
  /** Whether lines also go to the console: for developers, where there is one. */
  readonly hasConsole: boolean;
  readonly redactor: Redactor;
}

/** Opens the log file `tillside.log`. Each line is on disk before the call returns; a full disk loses lines, no more. */
export function openFileLog({ folder, hasConsole, redactor }: FileLogOptions): Logger {
  const instance = log.create({ logId: folder });
  const { file, console: terminal } = instance.transports;
  file.resolvePathFn = () => join(folder, 'tillside.log');
  file.maxSize = fileBytesMax;
  file.level = 'info';
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  terminal.level = hasConsole ? 'info' : false;
  // A second net for whatever reaches the log by another way than the lines made here.
  instance.hooks.push((message) => ({
    ...message,
    data: message.data.map((part) => cleanPart(part, redactor)),
  }));
  return createLogger(instance, redactor);
}

function cleanPart(part: unknown, redactor: Redactor): string {
  return redactor.redact(typeof part === 'string' ? part : inspect(part, { depth: 4 }));
}
