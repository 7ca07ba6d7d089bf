/** The window's side of IPC without a window: every call goes through the real registration and its checks. */
import { systemRandom } from '../../electron/clock/system-random.ts';
import { registerIpc } from '../../electron/ipc/register.ts';
import { createTrustedSenders, type SenderEvent } from '../../electron/ipc/trusted-sender.ts';
import type { Result } from '../../shared/app-error.ts';
import { channelOf } from '../../shared/ipc-contract.ts';
import type { TillWorld } from './till-world.ts';

const pageUrl = 'app://tillside/index.html';

export interface FakeWindow {
  /** One call as the page makes it: the input is whatever the page sends, right or wrong. */
  call(area: string, name: string, input: unknown): Promise<Result<unknown>>;
}

export function openIpc(world: TillWorld, windowIds: readonly number[] = [1]): readonly FakeWindow[] {
  const listeners = new Map<string, (event: SenderEvent, input: unknown) => Promise<Result<unknown>>>();
  const trusted = createTrustedSenders(pageUrl);
  for (const id of windowIds) trusted.add({ id, once: () => undefined });
  registerIpc({
    ipcMain: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    isTrustedSender: (event) => trusted.isTrusted(event),
    handlers: world.handlers(),
    currentRole: () => world.till().session.role(),
    onPerson: () => world.till().session.seen(),
    logger: world.till().parts.logger,
    random: systemRandom,
  });
  return windowIds.map((id) => ({
    async call(area, name, input) {
      const listener = listeners.get(channelOf(area, name));
      if (!listener) throw new Error(`no channel ${area}.${name}`);
      return listener({ sender: { id }, senderFrame: { url: pageUrl, parent: null } }, input);
    },
  }));
}
