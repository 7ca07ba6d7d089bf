import { failed, type Result } from '../../shared/app-error.ts';

/** Main answers with values and never throws; if the channel itself breaks, that becomes a value here too. */
export async function ask<Value>(call: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await call();
  } catch (error) {
    return failed('internal', { detail: error instanceof Error ? error.message.slice(0, 200) : null });
  }
}
