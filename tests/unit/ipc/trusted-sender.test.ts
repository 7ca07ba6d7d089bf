import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTrustedSenders } from '../../../electron/ipc/trusted-sender.ts';

class Contents extends EventEmitter {
  readonly id = 7;
}
const frame = (url: string, parent: unknown = null) => ({ sender: { id: 7 }, senderFrame: { url, parent } });

function withWindow(pageUrl = 'app://tillside/') {
  const senders = createTrustedSenders(pageUrl);
  const contents = new Contents();
  senders.add(contents);
  return { senders, contents };
}

describe('trusted senders', () => {
  it.each(['app://tillside/', 'app://tillside/index.html?x#y'])('trusts our window at %s', (url) => {
    expect(withWindow().senders.isTrusted(frame(url))).toBe(true);
  });

  it.each([
    'app://other/',
    'app://tillside.evil/',
    'app://tillside:81/',
    'app2://tillside/',
    'https://tillside/',
    'file:///app/tillside/index.html',
    'data:text/html,app://tillside/',
    'about:blank',
    '',
    'no address',
  ])('does not trust our window while it shows %s', (url) => {
    expect(withWindow().senders.isTrusted(frame(url))).toBe(false);
  });

  it('does not trust another web contents on our own page', () => {
    const event = { ...frame('app://tillside/'), sender: { id: 8 } };
    expect(withWindow().senders.isTrusted(event)).toBe(false);
  });

  it('does not trust a frame inside our page', () => {
    expect(withWindow().senders.isTrusted(frame('app://tillside/', { url: 'app://tillside/' }))).toBe(false);
  });

  it('does not trust a frame that has gone', () => {
    expect(withWindow().senders.isTrusted({ sender: { id: 7 }, senderFrame: null })).toBe(false);
  });

  it('does not trust a window any more once it is destroyed, since its id may be used again', () => {
    const { senders, contents } = withWindow();
    contents.emit('destroyed');
    expect(senders.isTrusted(frame('app://tillside/'))).toBe(false);
  });

  it('trusts the development server only where it is the page, port included', () => {
    const { senders } = withWindow('http://127.0.0.1:5173/');
    expect(senders.isTrusted(frame('http://127.0.0.1:5173/'))).toBe(true);
    expect(senders.isTrusted(frame('http://127.0.0.1:5174/'))).toBe(false);
    expect(senders.isTrusted(frame('app://tillside/'))).toBe(false);
  });

  it('refuses to be made for something that is no address', () => {
    expect(() => createTrustedSenders('tillside')).toThrow(TypeError);
  });
});
