import { toAppUrl, toBrowserUrl } from '../window/app-address.ts';
import { protocol } from './session.ts';
import { preventable } from './unsupported.ts';
import type { FrameTree } from './web-frame.ts';

/** How long a page's announcement of a navigation may trail behind the request; they travel by different ways. */
const ANNOUNCEMENT_MS = 50;

const withoutHash = (address: string) => address.replace(/#.*$/, '');

/**
 * Tells what the app itself loads from what the page began, and asks the app's listeners about the latter. `emit` is
 * the page's own. What it cannot place counts as begun by the page: refused too often rather than too seldom.
 */
export class NavigationGuard {
  private readonly frames: FrameTree;
  private readonly emit: (event: string, ...args: unknown[]) => boolean;
  private expected: string | undefined;
  private announced: string | undefined;

  constructor(frames: FrameTree, emit: (event: string, ...args: unknown[]) => boolean) {
    this.frames = frames;
    this.emit = emit;
  }

  /** The app is about to load this address (undefined = no more). */
  expect(address: string | undefined): void {
    this.expected = address === undefined ? undefined : withoutHash(address);
  }
  /** The page itself said that it navigates its main frame. */
  announce(address: string): void {
    this.announced = withoutHash(address);
  }

  /** May this document request go on? */
  async allows(
    frameId: string,
    isMainFrame: boolean,
    address: string,
    redirected: boolean,
  ): Promise<boolean> {
    const bare = withoutHash(address);
    if (isMainFrame && this.expected === bare) {
      this.expected = undefined;
      return true;
    }
    if (redirected) return this.ask('will-redirect', frameId, isMainFrame, address);
    if (isMainFrame && (await this.isOutsideReload(frameId, bare))) return true;
    if (!this.ask('will-frame-navigate', frameId, isMainFrame, address)) return false;
    return !isMainFrame || this.ask('will-navigate', frameId, isMainFrame, address);
  }

  private ask(event: string, frameId: string, isMainFrame: boolean, address: string): boolean {
    const url = toAppUrl(address);
    const frame = this.frames.describe(frameId);
    const details = preventable({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
    this.emit(event, details, url, false, isMainFrame);
    return !details.defaultPrevented;
  }

  /** A reload from outside (Playwright, a person) asks no listener in Electron either. */
  private async isOutsideReload(frameId: string, address: string): Promise<boolean> {
    const current = withoutHash(toBrowserUrl(this.frames.describe(frameId).url, protocol.schemes));
    if (address !== current) return false;
    await new Promise((resolve) => setTimeout(resolve, ANNOUNCEMENT_MS));
    const byPage = this.announced === address;
    this.announced = undefined;
    return !byPage;
  }
}
