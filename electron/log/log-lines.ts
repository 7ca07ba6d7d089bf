import type { LogFields, Logger } from '../../shared/ports.ts';
import type { Redactor } from './redact.ts';

/** Where finished lines go. */
export interface LogSink {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

const lineLengthMax = 8_000;

/**
 * Makes lines of messages and fields, clean of secrets: the message, then the fields as JSON. One call is one line,
 * whatever a text contains, so that nobody can forge a second one.
 */
export function createLogger(sink: LogSink, redactor: Redactor): Logger {
  const line = (message: string, fields?: LogFields): string => {
    const head = redactor.redact(message).replace(/\p{Cc}+/gu, ' ');
    return (fields === undefined ? head : `${head} ${fieldsText(fields, redactor)}`).slice(0, lineLengthMax);
  };
  return {
    info: (message, fields) => sink.info(line(message, fields)),
    warn: (message, fields) => sink.warn(line(message, fields)),
    error: (message, fields) => sink.error(line(message, fields)),
  };
}

function fieldsText(fields: LogFields, redactor: Redactor): string {
  const clean = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? redactor.redactField(name, value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(clean));
}
