import type { DevTools } from '../browser/devtools.ts';
import { createCodec } from '../window/codec.ts';
import { BINDING, PRELOAD_WORLD } from '../window/injected-scripts.ts';
import { ipcMain } from './ipc-main.ts';
import type { FrameTree } from './web-frame.ts';

const codec = createCodec();

/** What a preload's world says to the main process. */
interface Message {
  readonly kind: 'invoke' | 'send' | 'preload-error';
  readonly href: string;
  readonly id: number;
  readonly channel: string;
  readonly args: string;
  readonly error: string;
}

/** The page a channel belongs to, as far as the channel needs it. */
export interface ChannelOwner {
  readonly self: object;
  readonly frames: FrameTree;
  isDestroyed(): boolean;
  preloadFailed(error: string): void;
}

/** Carries IPC between one page's preload world and ipcMain, over DevTools. */
export class PreloadChannel {
  private readonly devTools: DevTools;
  private readonly session: string;
  private readonly owner: ChannelOwner;

  constructor(devTools: DevTools, session: string, owner: ChannelOwner) {
    this.devTools = devTools;
    this.session = session;
    this.owner = owner;
  }

  /** Text for a message from the main process; throws for what cannot be cloned. */
  static encode(channel: string, args: readonly unknown[]): object {
    return { kind: 'message', channel, args: codec.encode(args) };
  }

  /** Listens to the binding that only the preload's world has. Returns what stops listening. */
  open(): () => void {
    type Call = { name: string; payload: string; executionContextId: number };
    return this.devTools.listen<Call>('Runtime.bindingCalled', this.session, (call) => {
      if (call.name === BINDING)
        void this.receive(call.executionContextId, JSON.parse(call.payload) as Message);
    });
  }

  /** Sends to the current document of a frame; where it has no preload the message is lost, as in Electron. */
  send(frameId: string, encoded: object): void {
    const world = this.owner.frames.worldOf(frameId, PRELOAD_WORLD);
    if (world !== undefined) this.deliver(world, encoded);
  }

  private async receive(contextId: number, message: Message): Promise<void> {
    const context = this.owner.frames.speaker(contextId, message.href);
    if (context === undefined) return;
    if (message.kind === 'preload-error') return this.owner.preloadFailed(message.error);
    const senderFrame = this.owner.frames.describe(context.frameId);
    const event = { sender: this.owner.self, senderFrame, frameId: 1, processId: 1 };
    const args = codec.decode(message.args) as unknown[];
    if (message.kind === 'send') {
      ipcMain.receive(message.channel, event, args, (channel, ...values) =>
        this.deliver(context.uniqueId, PreloadChannel.encode(channel, values)),
      );
      return;
    }
    const answer = await ipcMain.answer(message.channel, event, args).then(
      (value) => encodeAnswer(message.channel, value),
      (error: Error) => ({ kind: 'failure', error: error.message }),
    );
    if (!this.owner.isDestroyed()) this.deliver(context.uniqueId, { ...answer, id: message.id });
  }

  /** A document that is gone by now takes no message, and misses none. */
  private deliver(uniqueContextId: string, message: object): void {
    const expression = `standInReceive(${JSON.stringify(JSON.stringify(message))})`;
    this.devTools
      .send('Runtime.evaluate', { expression, uniqueContextId }, this.session)
      .catch(() => undefined);
  }
}

function encodeAnswer(channel: string, value: unknown): object {
  try {
    return { kind: 'answer', value: codec.encode(value) };
  } catch (error) {
    return { kind: 'failure', error: `Error invoking remote method '${channel}': ${error}` };
  }
}
