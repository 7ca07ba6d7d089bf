import type { DevTools } from '../browser/devtools.ts';
import { toAppUrl, toBrowserSources } from '../window/app-address.ts';
import { defaultSession, protocol } from './session.ts';
import { allPages, type WebContents } from './web-contents.ts';

interface Paused {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
    readonly postDataEntries?: { bytes?: string }[];
  };
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
}

/** Chromium's resource types as Electron's webRequest names them. */
const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
};

/**
 * Stands between every page (frames and workers too) and the network: each request of the browser pauses here. Asks
 * the app's navigation and webRequest listeners, answers the app's own schemes by its handlers, and lets the rest go
 * (which the browser's resolver rules keep on this machine).
 */
export async function openRequestGate(devTools: DevTools): Promise<void> {
  devTools.listen<Paused>('Fetch.requestPaused', undefined, (paused) => {
    decide(devTools, paused).catch((error: unknown) => {
      process.stderr.write(
        `stand-in: ${paused.request.url} refused: ${error instanceof Error ? error.stack : error}\n`,
      );
      return refuse(devTools, paused, 'Failed');
    });
  });
  devTools.listen<{ guid: string; url: string; suggestedFilename: string; frameId: string }>(
    'Browser.downloadWillBegin',
    undefined,
    (download) => {
      void devTools.send('Browser.cancelDownload', { guid: download.guid }).catch(() => undefined);
      defaultSession.downloadRefused(
        toAppUrl(download.url),
        download.suggestedFilename,
        ownerOf(download.frameId)?.self,
      );
    },
  );
  // Pop-ups a browser without --block-new-web-contents would make arrive paused, and are closed before they load anything.
  devTools.listen<{ sessionId: string; targetInfo: { targetId: string; openerId?: string } }>(
    'Target.attachedToTarget',
    undefined,
    ({ sessionId, targetInfo }) => {
      if (targetInfo.openerId !== undefined)
        void devTools.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
      else void devTools.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => undefined);
    },
  );
  await Promise.all([
    devTools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    devTools.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true }),
    devTools.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }, { exclude: true }],
    }),
  ]);
}

function ownerOf(frameId: string): WebContents | undefined {
  return allPages().find((page) => page.owns(frameId));
}

async function decide(devTools: DevTools, paused: Paused): Promise<void> {
  const { request, frameId, resourceType } = paused;
  const owner = ownerOf(frameId) ?? (await ownerSoon(frameId));
  if (resourceType === 'Document') {
    const allowed =
      owner !== undefined &&
      (await owner.allowsNavigation(frameId, request.url, paused.redirectedRequestId !== undefined));
    // 'Aborted' leaves the page as it is; any other reason would put an error page in its place.
    if (!allowed) return refuse(devTools, paused, 'Aborted');
  }
  const url = toAppUrl(request.url);
  const isMain = frameId === owner?.devToolsTargetId;
  const details = {
    url,
    method: request.method,
    resourceType:
      resourceType === 'Document'
        ? isMain
          ? 'mainFrame'
          : 'subFrame'
        : (RESOURCE_TYPES[resourceType] ?? 'other'),
    referrer: toAppUrl(request.headers.Referer ?? ''),
    webContentsId: owner?.id,
  };
  if (!(await defaultSession.webRequest.allows(details))) return refuse(devTools, paused, 'BlockedByClient');
  const scheme = url.split(':')[0] ?? '';
  if (!protocol.schemes.has(scheme)) {
    await devTools.send('Fetch.continueRequest', { requestId: paused.requestId });
    return;
  }
  const handler = protocol.handlerOf(scheme);
  if (handler === undefined) return refuse(devTools, paused, 'Failed');
  await fulfil(devTools, paused, await handler(toRequest(url, paused)));
}

/** A frame's first request may overtake the news of the frame. */
async function ownerSoon(frameId: string): Promise<WebContents | undefined> {
  if (frameId === '') return undefined;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return ownerOf(frameId);
}

async function refuse(devTools: DevTools, paused: Paused, errorReason: string): Promise<void> {
  await devTools
    .send('Fetch.failRequest', { requestId: paused.requestId, errorReason })
    .catch(() => undefined);
}

function toRequest(url: string, { request }: Paused): Request {
  const { method, headers, postDataEntries } = request;
  const parts = postDataEntries?.map((entry) => Buffer.from(entry.bytes ?? '', 'base64')) ?? [];
  const mapped = Object.entries(headers).map(([name, value]): [string, string] => [name, toAppUrl(value)]);
  const hasBody = parts.length > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers: mapped, ...(hasBody && { body: Buffer.concat(parts) }) });
}

async function fulfil(devTools: DevTools, paused: Paused, response: Response): Promise<void> {
  const headers = [...response.headers].map(([name, value]) => ({
    name,
    value: toBrowserSources(value, protocol.schemes),
  }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await devTools
    .send('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: response.status || 500,
      responseHeaders: headers,
      body,
    })
    // The page may have moved on meanwhile: then nobody waits for this answer.
    .catch(() => undefined);
}
