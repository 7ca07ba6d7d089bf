/** What of Electron's IPC event the check looks at; `senderFrame` is null once the frame has gone. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of Electron's `WebContents` that the set needs. */
interface TrustedContents {
  readonly id: number;
  once(event: 'destroyed', listener: () => void): unknown;
}

export interface TrustedSenders {
  /** Trusts a window of ours until it is destroyed. */
  add(contents: TrustedContents): void;
  isTrusted(event: SenderEvent): boolean;
}

/**
 * Who may call: the main frame of a window we made ourselves, while it shows a page of ours.
 * @param pageUrl address of the page our windows load, `app://...` or the development server's.
 * @throws TypeError when `pageUrl` is no URL.
 */
export function createTrustedSenders(pageUrl: string): TrustedSenders {
  const ours = new URL(pageUrl);
  const ids = new Set<number>();
  return {
    add(contents) {
      const { id } = contents;
      ids.add(id);
      contents.once('destroyed', () => ids.delete(id));
    },
    // SECURITY: 17 - protocol and host are compared, not `.origin`: that is the text "null" for every custom scheme.
    isTrusted({ sender, senderFrame }) {
      if (!ids.has(sender.id) || senderFrame === null || senderFrame.parent !== null) return false;
      if (!URL.canParse(senderFrame.url)) return false;
      const { protocol, host } = new URL(senderFrame.url);
      return protocol === ours.protocol && host === ours.host;
    },
  };
}
