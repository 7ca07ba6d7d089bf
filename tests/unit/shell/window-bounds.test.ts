import { describe, expect, it } from 'vitest';
import { fitBounds } from '../../../electron/shell/window-bounds.ts';

const display = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1920, height: 1080 };

describe('fitBounds', () => {
  it('opens where the window was left', () => {
    const saved = { x: 2000, y: 50, width: 1200, height: 800 };
    expect(fitBounds(saved, [display, second])).toEqual(saved);
  });

  it('leaves the place to the system when the display has gone, but keeps the size', () => {
    const saved = { x: 2000, y: 50, width: 1200, height: 800 };
    expect(fitBounds(saved, [display])).toEqual({ width: 1200, height: 800 });
  });

  it.each([
    ['above the screen', { x: 100, y: -400, width: 1200, height: 800 }],
    ['below the screen', { x: 100, y: 1060, width: 1200, height: 800 }],
    ['left of the screen', { x: -1190, y: 100, width: 1200, height: 800 }],
  ])('does not open %s, where it could not be grabbed', (_where, saved) => {
    expect(fitBounds(saved, [display])).not.toHaveProperty('x');
  });

  it('never opens smaller than the screens are made for', () => {
    expect(fitBounds({ x: 0, y: 0, width: 200, height: 100 }, [display])).toMatchObject({
      width: 1024,
      height: 680,
    });
  });

  it('opens at the usual size the first time', () => {
    expect(fitBounds(null, [display])).toEqual({ width: 1280, height: 800 });
  });
});
