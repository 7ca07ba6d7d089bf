import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { revivePage } from '../../../electron/shell/revive-page.ts';
import type { Logger } from '../../../shared/ports.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

class Contents extends EventEmitter {
  reloads = 0;
  gone = false;
  isDestroyed(): boolean {
    return this.gone;
  }
  reload(): void {
    this.reloads += 1;
  }
  die(): void {
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }
}

function setUp() {
  const lines: string[] = [];
  const put = (message: string) => void lines.push(message);
  const logger: Logger = { info: put, warn: put, error: put };
  const clock = createVirtualClock();
  const contents = new Contents();
  revivePage(contents, clock, logger);
  return { contents, clock, lines };
}

describe('a page whose process is gone', () => {
  it('is loaded again at once, with a line in the log', () => {
    const { contents, lines } = setUp();
    contents.die();
    expect(contents.reloads).toBe(1);
    expect(lines).toHaveLength(1);
  });

  it('is loaded three times a minute at most, and again when the minute is over', () => {
    const { contents, clock } = setUp();
    for (let death = 0; death < 4; death += 1) {
      contents.die();
      clock.advance(1_000);
    }
    expect(contents.reloads).toBe(3);
    clock.advance(55_999);
    expect(contents.reloads).toBe(3);
    clock.advance(1);
    expect(contents.reloads).toBe(4);
  });

  it('stays gone when its window is closed', () => {
    const { contents, clock } = setUp();
    for (let death = 0; death < 4; death += 1) contents.die();
    contents.gone = true;
    contents.die();
    clock.advance(120_000);
    expect(contents.reloads).toBe(3);
  });
});
