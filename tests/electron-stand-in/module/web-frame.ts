import { toAppUrl } from '../window/app-address.ts';
import { strict } from './unsupported.ts';

/** What Electron's WebFrameMain tells of a frame. One object per frame, so that apps may compare frames by `===`. */
export interface WebFrame {
  readonly frameToken: string;
  readonly url: string;
  readonly origin: string;
  readonly name: string;
  readonly parent: WebFrame | null;
  readonly top: WebFrame;
  readonly detached: boolean;
  isDestroyed(): boolean;
}

/** A frame as the DevTools protocol tells it (Page.Frame). */
export interface FrameInfo {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly name?: string;
  readonly securityOrigin?: string;
}

/** A script world of a frame's document, as Runtime.executionContextCreated tells it. */
export interface FrameContext {
  readonly frameId: string;
  readonly uniqueId: string;
  readonly origin: string;
  readonly world: string;
}

/** The frames of one window and the script worlds in them, kept in step with DevTools events. */
export class FrameTree {
  private readonly frames = new Map<string, FrameInfo>();
  private readonly described = new Map<string, WebFrame>();
  private readonly contexts = new Map<number, FrameContext>();

  frameAttached(id: string, parentId: string | undefined): void {
    if (!this.frames.has(id))
      this.frames.set(id, { id, ...(parentId !== undefined && { parentId }), url: '' });
  }
  frameNavigated(frame: FrameInfo): void {
    this.frames.set(frame.id, frame);
  }
  addressChanged(id: string, url: string): void {
    const frame = this.frames.get(id);
    if (frame !== undefined) this.frames.set(id, { ...frame, url, urlFragment: '' });
  }
  frameDetached(id: string): void {
    this.frames.delete(id);
    this.described.delete(id);
  }
  has(id: string): boolean {
    return this.frames.has(id);
  }

  contextCreated(id: number, context: FrameContext): void {
    this.contexts.set(id, context);
  }
  contextDestroyed(id: number): void {
    this.contexts.delete(id);
  }
  contextsCleared(): void {
    this.contexts.clear();
  }
  /** The given world of a frame, once its document has one. */
  worldOf(frameId: string, world: string): string | undefined {
    return [...this.contexts.values()].findLast(
      (context) => context.frameId === frameId && context.world === world,
    )?.uniqueId;
  }

  /**
   * The world a message came from, or undefined when its document is gone. The message may overtake the news of its
   * document, so the address it brings is kept, but only as far as the browser's own word for the origin bears it out.
   */
  speaker(contextId: number, href: string): FrameContext | undefined {
    const context = this.contexts.get(contextId);
    if (context === undefined) return undefined;
    const url = URL.canParse(href) && new URL(href).origin === context.origin ? href : context.origin;
    const known = this.frames.get(context.frameId) ?? { id: context.frameId };
    this.frames.set(context.frameId, { ...known, url, urlFragment: '', securityOrigin: context.origin });
    return context;
  }

  /** A frame as the app sees it; what the object tells follows the frame. */
  describe(id: string): WebFrame {
    const known = this.described.get(id);
    if (known !== undefined) return known;
    const made = this.makeFrame(id);
    this.described.set(id, made);
    return made;
  }

  private makeFrame(id: string): WebFrame {
    const info = () => this.frames.get(id);
    const describe = (other: string) => this.describe(other);
    return strict<WebFrame>('WebFrameMain', {
      frameToken: id,
      get url() {
        return toAppUrl(`${info()?.url ?? ''}${info()?.urlFragment ?? ''}`);
      },
      get origin() {
        return toAppUrl(info()?.securityOrigin ?? 'null');
      },
      get name() {
        return info()?.name ?? '';
      },
      get parent() {
        const parentId = info()?.parentId;
        return parentId === undefined ? null : describe(parentId);
      },
      get top() {
        return this.parent?.top ?? describe(id);
      },
      get detached() {
        return info() === undefined;
      },
      isDestroyed: () => info() === undefined,
    });
  }
}
