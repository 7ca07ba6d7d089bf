import { describe, expect, it } from 'vitest';
import { createPagePrinter, pdfOptionsOf, printOptionsOf } from '../../../electron/shell/page-printer.ts';

describe('the paper of a page', () => {
  it('is a sheet by its name, with margins', () => {
    expect(printOptionsOf({ paper: 'a4', heightMm: null })).toMatchObject({ pageSize: 'A4' });
    expect(pdfOptionsOf({ paper: 'letter', heightMm: null })).toMatchObject({
      pageSize: 'Letter',
      margins: { top: 0.5, left: 0.5 },
    });
  });

  it('is a strip of 80 mm, as long as was measured and without margins: microns for a printer, inches for a PDF', () => {
    expect(printOptionsOf({ paper: 'roll80', heightMm: 254 })).toMatchObject({
      pageSize: { width: 80_000, height: 254_000 },
      margins: { marginType: 'none' },
    });
    const { pageSize, margins } = pdfOptionsOf({ paper: 'roll80', heightMm: 254 });
    expect(pageSize).toMatchObject({ height: 10 });
    expect((pageSize as { width: number }).width).toBeCloseTo(3.15, 2);
    expect(margins).toEqual({ top: 0, bottom: 0, left: 0, right: 0 });
  });
});

type Window = Parameters<typeof createPagePrinter>[0] extends () => infer Shown ? Shown : never;

/** A window whose printing ends as told. */
function printerThatSays(success: boolean, reason: string) {
  const window = {
    isDestroyed: () => false,
    webContents: {
      print: (_options: unknown, done: (isDone: boolean, why: string) => void) => done(success, reason),
    },
  };
  return createPagePrinter(() => window as unknown as Window);
}

describe('a print', () => {
  const page = { paper: 'a4', heightMm: null } as const;

  it.each([
    [true, '', null],
    [false, 'Print job canceled', null],
    [false, 'Print job cancelled', null],
    [false, 'Invalid printer settings', 'Invalid printer settings'],
    [false, '', 'the printer did not say why'],
  ])('that ends with %s and %j is answered %j', async (success, reason, answer) => {
    expect(await printerThatSays(success, reason).print(page)).toBe(answer);
  });

  it('without a window rejects', async () => {
    await expect(createPagePrinter(() => null).print(page)).rejects.toThrow('there is no window');
  });
});
