import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { keepRunning } from '../../../electron/shell/keep-running.ts';
import type { LogFields, Logger } from '../../../shared/ports.ts';

class FakeProcess extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
}

describe('a failure that nobody caught', () => {
  const lines: LogFields[] = [];
  const logger: Logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (_message, fields = {}) => void lines.push(fields),
  };

  it.each([
    ['uncaughtException', new Error('broken'), 'exception'],
    ['unhandledRejection', 'no error at all', 'rejection'],
    ['unhandledRejection', undefined, 'rejection'],
  ])('is logged once as %s and ends nothing', (event, cause, what) => {
    const process = new FakeProcess();
    keepRunning(process, logger);
    lines.length = 0;
    process.emit(event, cause);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ what });
    expect(lines[0]?.cause).toContain(cause instanceof Error ? cause.message : String(cause));
  });

  it('is none when the console went away', () => {
    const process = new FakeProcess();
    keepRunning(process, logger);
    lines.length = 0;
    expect(() => process.stdout.emit('error', new Error('EPIPE'))).not.toThrow();
    expect(() => process.stderr.emit('error', new Error('EPIPE'))).not.toThrow();
    expect(lines).toEqual([]);
  });
});
