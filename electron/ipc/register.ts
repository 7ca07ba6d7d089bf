import { type AppErrorCode, failed, type Result } from '../../shared/app-error.ts';
import {
  callsOfNobody,
  channelOf,
  type IpcArea,
  type IpcCall,
  type IpcInput,
  type IpcOutput,
  ipcCalls,
  type Role,
} from '../../shared/ipc-contract.ts';
import { inputSchemas } from '../../shared/ipc-schemas.ts';
import type { LogFields, Logger, Random } from '../../shared/ports.ts';
import { isWithinBounds } from './input-bounds.ts';
import type { SenderEvent } from './trusted-sender.ts';

/** One handler a call of the contract, input parsed, answer typed; one that is missing does not compile. */
export type IpcHandlers = {
  readonly [Area in IpcArea]: {
    readonly [Call in IpcCall<Area>]: (
      input: IpcInput<Area, Call>,
    ) => Promise<Result<IpcOutput<Area, Call>>> | Result<IpcOutput<Area, Call>>;
  };
};

/** The two methods of Electron's `ipcMain` that are used. */
export interface IpcMainPort {
  handle(channel: string, listener: (event: SenderEvent, input: unknown) => Promise<Result<unknown>>): void;
  removeHandler(channel: string): void;
}

export interface IpcRegistration {
  readonly ipcMain: IpcMainPort;
  readonly isTrustedSender: (event: SenderEvent) => boolean;
  readonly handlers: IpcHandlers;
  /** Who stands at the till now, for calls of this area; a manager may do all a cashier may. */
  readonly currentRole: (area: IpcArea) => Role;
  /** Told of every call that takes a person to make and that is allowed. */
  readonly onPerson?: () => void;
  readonly logger: Logger;
  /** Makes the references that join an answer to its log line. */
  readonly random: Random;
}

/** A call of the table, with the types of its own input and output left behind. */
interface Entry {
  readonly name: string;
  readonly area: IpcArea;
  readonly neededRole: Role;
  readonly schema: { safeParse(input: unknown): Parsed };
  readonly run: (input: unknown) => Promise<Result<unknown>> | Result<unknown>;
}
type Parsed =
  | { readonly success: true; readonly data: unknown }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { readonly path: PropertyKey[] }[] };
    };

/**
 * Answers every call of the contract: trusted sender, input parsed, role checked, handler run, answer wrapped, in
 * that order. The answer is always an envelope; nothing is thrown to the window and no refusal is silent. A handler
 * that throws is a bug: it answers `internal` with a reference that is also in the log.
 * @returns the way to take all handlers off again.
 */
export function registerIpc(registration: IpcRegistration): () => void {
  const channels: string[] = [];
  for (const area of Object.keys(ipcCalls) as IpcArea[]) {
    for (const call of Object.keys(ipcCalls[area])) {
      const channel = channelOf(area, call);
      const entry = entryOf(registration.handlers, area, call);
      registration.ipcMain.handle(channel, (event, input) => answer(registration, entry, event, input));
      channels.push(channel);
    }
  }
  return () => {
    for (const channel of channels) registration.ipcMain.removeHandler(channel);
  };
}

/** The mapped types above guarantee the look-ups; only here are they widened to walk the table by name. */
function entryOf(handlers: IpcHandlers, area: IpcArea, call: string): Entry {
  const role = (ipcCalls[area] as Readonly<Record<string, Role>>)[call];
  const schema = (inputSchemas[area] as Readonly<Record<string, Entry['schema']>>)[call];
  const run = (handlers[area] as unknown as Readonly<Record<string, Entry['run']>>)[call];
  if (role === undefined || schema === undefined || run === undefined) {
    throw new TypeError(`the call ${area}.${call} is not complete`);
  }
  return { name: `${area}.${call}`, area, neededRole: role, schema, run };
}

async function answer(
  registration: IpcRegistration,
  entry: Entry,
  event: SenderEvent,
  input: unknown,
): Promise<Result<unknown>> {
  const { isTrustedSender, currentRole, logger, random } = registration;
  const refuse = (code: AppErrorCode, why: LogFields, field: string | null = null): Result<unknown> => {
    const reference = random.uuid().slice(0, 8);
    logger.warn('a call of the window was refused', { call: entry.name, code, reference, ...why });
    return failed(code, { reference, field });
  };
  try {
    // SECURITY: 17 - before anything of the call is looked at.
    if (!isTrustedSender(event)) return refuse('not_trusted', { from: senderText(event) });
    if (!isWithinBounds(input)) return refuse('invalid_input', { why: 'too large or not plain data' });
    const parsed = entry.schema.safeParse(input);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.map(String).join('.') || null;
      return refuse('invalid_input', { why: 'does not match', field }, field);
    }
    const role = currentRole(entry.area);
    if (entry.neededRole === 'manager' && role !== 'manager') return refuse('not_allowed', { role });
    if (!callsOfNobody.has(entry.name)) registration.onPerson?.();
    return await entry.run(parsed.data);
  } catch (error) {
    const reference = random.uuid().slice(0, 8);
    logger.error('a call of the window failed', { call: entry.name, reference, error: errorText(error) });
    return failed('internal', { reference });
  }
}

/** Where a refused call came from, cut to size: an address can be as long as its sender likes. */
function senderText({ sender, senderFrame }: SenderEvent): string {
  return `${sender.id} ${senderFrame?.url ?? 'no frame'}`.slice(0, 200);
}

function errorText(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by ${String(error.cause)}` : '';
  return (text + cause).slice(0, 4_000);
}
