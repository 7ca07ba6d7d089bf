import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileLog } from '../../../electron/log/file-log.ts';
import { createRedactor } from '../../../electron/log/redact.ts';

describe('file log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillside-log-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('M11 has each line on disk, clean, readable by its owner alone', async () => {
    const redactor = createRedactor();
    redactor.addSecret('very-secret-value');
    const logger = openFileLog({ folder: join(folder, 'logs'), hasConsole: false, redactor });
    logger.warn('refused very-secret-value', { code: 'not_trusted' });
    const path = join(folder, 'logs', 'tillside.log');
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(
      /^\[[\d-]{10} [\d:.]{12}\] \[warn\] +refused \[secret\] \{"code":"not_trusted"\}\r?\n$/,
    );
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
  });
});
