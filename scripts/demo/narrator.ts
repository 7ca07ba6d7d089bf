import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Prints each step with the time since the start, and what it was seen by. */
export interface Narrator {
  chapter(title: string): void;
  says(text: string): void;
  evidence(text: string): void;
  /** Saves what the cashier sees; numbered in the order of the story. */
  picture(window: Page, name: string): Promise<void>;
}

export function createNarrator(folder: string): Narrator {
  const startMs = performance.now();
  let chapters = 0;
  let pictures = 0;
  const stamp = () => `${((performance.now() - startMs) / 1000).toFixed(1).padStart(6)} s`;
  const says = (text: string) => console.log(`${stamp()}    ${text}`);
  return {
    chapter(title) {
      chapters += 1;
      console.log(`\n${stamp()}  ${chapters}. ${title}`);
    },
    says,
    evidence: (text) => says(`    evidence: ${text}`),
    async picture(window, name) {
      pictures += 1;
      const file = `${String(pictures).padStart(2, '0')}-${name}.png`;
      await window.screenshot({ path: join(folder, file) });
      says(`    picture:  ${file}`);
    },
  };
}
