import type { DevTools } from '../browser/devtools.ts';
import { BINDING, type InjectedScripts, PRELOAD_WORLD } from '../window/injected-scripts.ts';
import { emulatedColorScheme } from './native-theme.ts';
import type { FrameInfo, FrameTree } from './web-frame.ts';

/** A page of the browser: its target and the DevTools session on it. */
export interface PageTarget {
  readonly targetId: string;
  readonly session: string;
}

/** Makes an empty page of the given size and attaches to it; nothing of the app is in it yet. */
export async function createPage(devTools: DevTools, width: number, height: number): Promise<PageTarget> {
  const { targetId } = await devTools.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  });
  const { sessionId } = await devTools.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  return { targetId, session: sessionId };
}

/** Puts both worlds' scripts into every document the page will have. Listeners must be there already. */
export async function preparePage(
  devTools: DevTools,
  { session }: PageTarget,
  scripts: InjectedScripts,
  frames: FrameTree,
): Promise<void> {
  const tell = <T>(method: string, params: object = {}) => devTools.send<T>(method, params, session);
  const addScript = 'Page.addScriptToEvaluateOnNewDocument';
  const [tree] = await Promise.all([
    tell<{ frameTree: { frame: FrameInfo } }>('Page.getFrameTree'),
    tell('Page.enable'),
    tell('Runtime.enable'),
    tell(addScript, { source: scripts.pageWorld }),
    tell(addScript, { source: scripts.preloadWorld, worldName: PRELOAD_WORLD }),
    tell('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD }),
    emulateTheme(devTools, session),
  ]);
  frames.frameNavigated(tree.frameTree.frame);
}

/** Shows the page the colour scheme nativeTheme asks for. */
export async function emulateTheme(devTools: DevTools, session: string): Promise<void> {
  const features = [{ name: 'prefers-color-scheme', value: emulatedColorScheme() }];
  await devTools.send('Emulation.setEmulatedMedia', { features }, session);
}

/** Keeps a frame tree in step with the page. Returns what stops it. */
export function followFrames(devTools: DevTools, session: string, frames: FrameTree): (() => void)[] {
  const on = <T>(method: string, listener: (params: T) => void) =>
    devTools.listen<T>(method, session, listener);
  type Context = { id: number; uniqueId: string; origin: string; name: string; auxData: { frameId: string } };
  return [
    on<{ frameId: string; parentFrameId: string }>('Page.frameAttached', (at) =>
      frames.frameAttached(at.frameId, at.parentFrameId),
    ),
    // A frame that only changes its process ('swap') stays.
    on<{ frameId: string; reason: string }>('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'remove') frames.frameDetached(frameId);
    }),
    on<{ frame: FrameInfo }>('Page.frameNavigated', ({ frame }) => frames.frameNavigated(frame)),
    on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', (at) =>
      frames.addressChanged(at.frameId, at.url),
    ),
    on<{ context: Context }>('Runtime.executionContextCreated', ({ context }) => {
      const { id, uniqueId, origin, name, auxData } = context;
      frames.contextCreated(id, { frameId: auxData.frameId, uniqueId, origin, world: name });
    }),
    on<{ executionContextId: number }>('Runtime.executionContextDestroyed', (gone) =>
      frames.contextDestroyed(gone.executionContextId),
    ),
    on('Runtime.executionContextsCleared', () => frames.contextsCleared()),
  ];
}
