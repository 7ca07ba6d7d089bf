/** Events of `webContents` that a listener may wait for. */
export const pageEvents = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'did-navigate',
  'did-navigate-in-page',
  'did-finish-load',
  'did-fail-load',
  'render-process-gone',
  'destroyed',
  'preload-error',
  // Between this page and its window.
  'stand-in-close',
  'stand-in-gone',
  // Never here: there is no webview tag, and no page leaves this machine.
  'will-attach-webview',
  'did-attach-webview',
  'certificate-error',
  'select-client-certificate',
  'login',
];
