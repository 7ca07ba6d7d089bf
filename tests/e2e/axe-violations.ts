/** What axe finds on a page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, ElementContext, NodeResult, RunOptions } from 'axe-core';

/**
 * The package's own driver sends a megabyte and a half of source into the page for each analysis, which takes twenty
 * times as long as the analysis; here a page is given the short form of it once.
 */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface WithAxe {
  readonly axe?: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
}

export interface Violation {
  /** The rule. */
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly Pick<NodeResult, 'html' | 'target' | 'any'>[];
}

export interface AxeOptions {
  /** Rules by id; all of them by default. */
  readonly rules?: readonly string[];
  /** Selector of the part that is looked at; the whole document by default. */
  readonly within?: string;
}

/** Waits for what is fading in or changing its colours, so that nothing is judged half-way. */
export async function axeViolations(page: Page, options: AxeOptions = {}): Promise<readonly Violation[]> {
  const isThere = await page.evaluate(() => (globalThis as WithAxe).axe !== undefined);
  if (!isThere) await page.evaluate(axeSource);
  return page.evaluate(
    async ({ rules, within }) => {
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
      const ending = document
        .getAnimations()
        .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
      await Promise.allSettled(ending.map(({ finished }) => finished));
      const { axe } = globalThis as WithAxe;
      if (axe === undefined) throw new Error('the page has no axe');
      const { violations } = await axe.run(within === undefined ? document : { include: [[within]] }, {
        resultTypes: ['violations'],
        ...(rules && { runOnly: [...rules] }),
      });
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ html, target, any }) => ({ html, target, any })),
      }));
    },
    { rules: options.rules, within: options.within },
  );
}
