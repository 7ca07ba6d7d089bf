/** Gives the page of the window to the system's printer, or makes a PDF of it. The page's print styles decide how it looks. */
import type { BrowserWindow, PrintToPDFOptions, WebContentsPrintOptions } from 'electron';

export interface PrinterPage {
  readonly paper: 'a4' | 'letter' | 'roll80';
  /** Of a strip of roll paper, in millimetres. */
  readonly heightMm: number | null;
}

export interface PagePrinter {
  /** Shows the system's own print dialog. @returns why not, or null; a person's "cancel" there is no failure */
  print(page: PrinterPage): Promise<string | null>;
  /** Rejects with Chromium's reason. */
  pdf(page: PrinterPage): Promise<Uint8Array>;
}

/** The paper's 80 mm; the page's styles keep to the 72 mm that thermal printers reach. */
const rollWidthMm = 80;
const rollHeightDefaultMm = 297;
const micronsPerMm = 1_000;
const mmPerInch = 25.4;
const sheetMarginInch = 0.5;

export function createPagePrinter(currentWindow: () => BrowserWindow | null): PagePrinter {
  const contents = () => {
    const window = currentWindow();
    if (window === null || window.isDestroyed()) throw new Error('there is no window');
    return window.webContents;
  };
  return {
    print: (page) =>
      new Promise((resolve) => {
        contents().print(printOptionsOf(page), (isDone, reason) => {
          const isCancelled = /cancell?ed/i.test(reason ?? '');
          resolve(isDone || isCancelled ? null : reason || 'the printer did not say why');
        });
      }),
    pdf: (page) => contents().printToPDF(pdfOptionsOf(page)),
  };
}

export function printOptionsOf({ paper, heightMm }: PrinterPage): WebContentsPrintOptions {
  if (paper !== 'roll80') return { printBackground: true, pageSize: paper === 'a4' ? 'A4' : 'Letter' };
  return {
    printBackground: true,
    margins: { marginType: 'none' },
    pageSize: {
      width: rollWidthMm * micronsPerMm,
      height: (heightMm ?? rollHeightDefaultMm) * micronsPerMm,
    },
  };
}

export function pdfOptionsOf({ paper, heightMm }: PrinterPage): PrintToPDFOptions {
  const margin = paper === 'roll80' ? 0 : sheetMarginInch;
  const roll = { width: rollWidthMm / mmPerInch, height: (heightMm ?? rollHeightDefaultMm) / mmPerInch };
  return {
    printBackground: true,
    generateTaggedPDF: true,
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    pageSize: paper === 'roll80' ? roll : paper === 'a4' ? 'A4' : 'Letter',
  };
}
