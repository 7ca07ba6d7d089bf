import { EventEmitter } from 'node:events';
import { onlyEvents, preventable, strict, unsupported } from './unsupported.ts';

/** A request of a page, as webRequest listeners see it. */
export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly referrer: string;
  readonly timestamp: number;
  readonly webContentsId: number | undefined;
}

type BeforeRequest = (
  details: RequestDetails,
  callback: (answer: { cancel?: boolean; redirectURL?: string }) => void,
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

let lastRequest = 0;

export class WebRequest {
  private listener: BeforeRequest | null = null;
  private filter: readonly RegExp[] = [];

  onBeforeRequest(
    filterOrListener: { urls: string[] } | BeforeRequest | null,
    listener?: BeforeRequest | null,
  ): void {
    const filtered = typeof filterOrListener === 'object' && filterOrListener !== null;
    this.listener = filtered ? (listener ?? null) : filterOrListener;
    const urls = filtered ? filterOrListener.urls : ['<all_urls>'];
    this.filter = urls.map((pattern) =>
      pattern === '<all_urls>'
        ? /^/
        : new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`),
    );
  }

  /** True when the app lets the request go. A listener that never answers holds its request, as in Electron. */
  allows(request: Omit<RequestDetails, 'id' | 'timestamp'>): Promise<boolean> {
    const { listener } = this;
    if (listener === null || !this.filter.some((pattern) => pattern.test(request.url)))
      return Promise.resolve(true);
    lastRequest += 1;
    const details = { ...request, id: lastRequest, timestamp: Date.now() };
    return new Promise((resolve, reject) => {
      try {
        listener(details, (answer) => {
          if (answer.redirectURL === undefined) resolve(answer.cancel !== true);
          else reject(unsupported('webRequest.onBeforeRequest with redirectURL'));
        });
      } catch (error) {
        reject(error);
      }
    });
  }
}

export class Protocol {
  private readonly handlers = new Map<string, SchemeHandler>();
  private readonly registered = new Set<string>();

  /** Schemes that were registered as standard; the stand-in serves no others. */
  get schemes(): ReadonlySet<string> {
    return this.registered;
  }
  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges?: { standard?: boolean; secure?: boolean } }[],
  ): void {
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw unsupported(`protocol.registerSchemesAsPrivileged of "${scheme}" without standard and secure`);
      }
      this.registered.add(scheme);
    }
  }
  handle(scheme: string, handler: SchemeHandler): void {
    if (!this.registered.has(scheme))
      throw unsupported(`protocol.handle('${scheme}') of a scheme not registered as standard and secure`);
    if (this.handlers.has(scheme)) throw new Error(`The scheme "${scheme}" has a handler already`);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  handlerOf(scheme: string): SchemeHandler | undefined {
    return this.handlers.get(scheme);
  }
}

export class Session extends EventEmitter {
  readonly webRequest = strict('webRequest', new WebRequest());
  readonly protocol = strict('protocol', new Protocol());
  private permissionCheck: PermissionCheck | null = null;

  constructor() {
    super();
    onlyEvents('session', this, [
      'will-download',
      'select-serial-port',
      'select-hid-device',
      'select-usb-device',
      'select-bluetooth-device',
    ]);
  }

  /** Taken, never called: every prompt a page could cause is denied here before it is asked. */
  setPermissionRequestHandler(): void {}
  setDevicePermissionHandler(): void {}
  setUSBProtectedClassesHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  setBluetoothPairingHandler(): void {}
  setSpellCheckerEnabled(): void {}
  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
  }

  /** For WebContents alone: what the app's check says; without one nothing is granted. */
  grants(contents: unknown, permission: string, origin: string): boolean {
    return (
      this.permissionCheck?.(contents, permission, origin, { requestingUrl: origin, isMainFrame: true }) ===
      true
    );
  }
  /** For the request gate alone: tells the app of a download, which is cancelled in any case. */
  downloadRefused(url: string, fileName: string, contents: unknown): void {
    const item = strict('DownloadItem', {
      getURL: () => url,
      getFilename: () => fileName,
      cancel: () => undefined,
    });
    const event = preventable({});
    this.emit('will-download', event, item, contents);
    if (!event.defaultPrevented)
      process.stderr.write('stand-in: a download was cancelled; downloads are not supported\n');
  }
}

const plainSession = new Session();
export const protocol = plainSession.protocol;
export const defaultSession = strict('session.defaultSession', plainSession);
