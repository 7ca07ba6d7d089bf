/** When a page showed what it was waited for, to the frame. */
import type { Page } from '@playwright/test';

type Watching = { benchPainted?: Promise<number> };

/**
 * Starts to watch for the approval of this attempt. The mutation that brings it is followed to the next animation
 * frame, the one it is painted in.
 */
export async function watchForApproval(page: Page, attemptId: string): Promise<void> {
  await page.evaluate((id) => {
    const wanted = `main [data-attempt-id="${id}"][data-attempt-state="approved"]`;
    (globalThis as Watching).benchPainted = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(wanted) === null) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
  }, attemptId);
}

/** @returns milliseconds since 1970 by the page's own high-resolution clock */
export async function paintedAtMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const limit = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the approval was not shown within 10 s')), 10_000);
    });
    return Promise.race([(globalThis as Watching).benchPainted ?? Number.NaN, limit]);
  });
}

/** The same reckoning of time in this process. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * How far the page's clock is ahead of ours: the best of several questions, each answered within half of its own
 * length. Both clocks start from the machine's wall clock, but not at the same moment.
 */
export async function clockLeadMs(page: Page): Promise<number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, leadMs: 0 };
  for (let question = 0; question < 20; question += 1) {
    const askedMs = nowMs();
    const pageMs = await page.evaluate(() => performance.timeOrigin + performance.now());
    const tookMs = nowMs() - askedMs;
    if (tookMs < best.tookMs) best = { tookMs, leadMs: pageMs - (askedMs + tookMs / 2) };
  }
  return best.leadMs;
}
