import { describe, expect, it } from 'vitest';
import { devServerUrlOf } from '../../../electron/shell/dev-server.ts';

const at = (url: string | undefined, isPackaged = false) =>
  devServerUrlOf({ VITE_DEV_SERVER_URL: url }, { isPackaged });

describe('the development server', () => {
  it.each(['http://localhost:5173/', 'http://127.0.0.1:5173/', 'http://[::1]:5173/'])(
    'may be %s in development and never in a packaged app',
    (url) => {
      expect(at(url)).toBe(url);
      expect(at(url, true)).toBeNull();
    },
  );

  it.each([
    undefined,
    '',
    'localhost:5173',
    'http://example.com/',
    'https://localhost:5173/',
    'http://localhost.example.com/',
    'http://localhost@example.com/',
    'http://192.168.0.7:5173/',
    'file:///tmp/page.html',
    'data:text/html,x',
  ])('is never %j', (url) => expect(at(url)).toBeNull());
});
