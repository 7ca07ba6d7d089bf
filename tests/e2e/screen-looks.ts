/** What every screen has to bear, and how a PIN is typed into whatever asks for one. */
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { TillApp } from './till-app.ts';

/** Axe, no sideways scrolling, and a picture, in both colour schemes. */
export async function holdsInBothSchemes({ window, screenshot }: TillApp, name: string): Promise<void> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme: scheme });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    for (const { id, nodes } of await axeViolations(
      window,
      scheme === 'dark' ? { rules: ['color-contrast'] } : {},
    ))
      found.push(`${name}, ${scheme}: ${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(' ; ')}`);
    const sideways = await window.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (sideways > 0) found.push(`${name}, ${scheme}: ${sideways} px too wide`);
    await screenshot(test.info().outputPath(`${name}-${scheme}.png`));
  }
  expect(found).toEqual([]);
}

/** Types on the keyboard and confirms with Enter. */
export async function typePin({ window }: TillApp, pin: string): Promise<void> {
  const seven = window.getByRole('dialog').getByRole('button', { name: '7', exact: true });
  await expect(seven).toBeEnabled();
  await window.keyboard.type(pin);
  await window.keyboard.press('Enter');
}
