import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../electron/log/log-lines.ts';
import { createRedactor } from '../../../electron/log/redact.ts';

function setUp() {
  const lines: string[] = [];
  const put = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  const redactor = createRedactor();
  return {
    lines,
    redactor,
    logger: createLogger({ info: put('info'), warn: put('warn'), error: put('error') }, redactor),
  };
}

describe('log lines', () => {
  it('writes the message and its fields as one line of its level', () => {
    const { logger, lines } = setUp();
    logger.info('ready');
    logger.warn('slow', { tookMs: 12, ok: false, code: null, call: 'payments.charge' });
    expect(lines).toEqual([
      'info ready',
      'warn slow {"tookMs":12,"ok":false,"code":null,"call":"payments.charge"}',
    ]);
  });

  it('M11 cleans messages and fields', () => {
    const { logger, lines, redactor } = setUp();
    redactor.addSecret('very-secret-value');
    logger.error('with very-secret-value', { detail: 'very-secret-value', apiToken: 'other' });
    expect(lines).toEqual(['error with [secret] {"detail":"[secret]","apiToken":"[secret]"}']);
  });

  it('lets no text forge a second line', () => {
    const { logger, lines } = setUp();
    logger.info('one\n[2026] [info] two', { detail: 'three\r\nfour' });
    expect(lines.join('')).not.toMatch(/[\r\n]/);
  });

  it('cuts an endless line', () => {
    const { logger, lines } = setUp();
    logger.info('x'.repeat(100_000));
    expect(lines[0]?.length).toBeLessThan(10_000);
  });
});
