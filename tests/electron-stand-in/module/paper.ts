import { unsupported } from './unsupported.ts';

type Size = { readonly width: number; readonly height: number };
type PageSize = string | Size | undefined;

/** Widths and heights in inches, as Electron's names mean them. */
const sheets: Readonly<Record<string, Size>> = {
  A4: { width: 8.27, height: 11.7 },
  Letter: { width: 8.5, height: 11 },
};
const micronsPerInch = 25_400;
const defaultMarginInch = 0.4;

/** Electron's PDF options, as far as they are known here; any other throws. */
export interface PdfOptions {
  readonly pageSize?: PageSize;
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly printBackground?: boolean;
  readonly landscape?: boolean;
  readonly generateTaggedPDF?: boolean;
}

/** Electron's print options, as far as they are known here; any other throws. */
export interface PrintOptions {
  readonly pageSize?: PageSize;
  readonly margins?: { readonly marginType?: string };
  readonly printBackground?: boolean;
  readonly landscape?: boolean;
  readonly silent?: boolean;
}

const pdfOptionNames = ['pageSize', 'margins', 'printBackground', 'landscape', 'generateTaggedPDF'];
const printOptionNames = ['pageSize', 'margins', 'printBackground', 'landscape', 'silent'];

function onlyKnown(api: string, options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw unsupported(`${api} with the option ${name}`);
  }
}

function sheetOf(api: string, size: PageSize, unitsPerInch: number): Size {
  if (typeof size === 'object')
    return { width: size.width / unitsPerInch, height: size.height / unitsPerInch };
  const sheet = sheets[size ?? 'Letter'];
  if (sheet === undefined) throw unsupported(`${api} with the page size ${size}`);
  return sheet;
}

/** What `Page.printToPDF` of the DevTools protocol takes. */
export function pdfCommand(options: PdfOptions): object {
  const api = 'webContents.printToPDF';
  onlyKnown(api, options, pdfOptionNames);
  const { top, bottom, left, right } = options.margins ?? {};
  const { width, height } = sheetOf(api, options.pageSize, 1);
  return {
    paperWidth: width,
    paperHeight: height,
    marginTop: top ?? defaultMarginInch,
    marginBottom: bottom ?? defaultMarginInch,
    marginLeft: left ?? defaultMarginInch,
    marginRight: right ?? defaultMarginInch,
    printBackground: options.printBackground ?? false,
    landscape: options.landscape ?? false,
    generateTaggedPDF: options.generateTaggedPDF ?? false,
  };
}

/** The same page as a printer would get it. */
export function printCommand(options: PrintOptions): object {
  const api = 'webContents.print';
  onlyKnown(api, options, printOptionNames);
  const { width, height } = sheetOf(api, options.pageSize, micronsPerInch);
  const margin = options.margins?.marginType === 'none' ? 0 : defaultMarginInch;
  return {
    paperWidth: width,
    paperHeight: height,
    marginTop: margin,
    marginBottom: margin,
    marginLeft: margin,
    marginRight: margin,
    printBackground: options.printBackground ?? false,
    landscape: options.landscape ?? false,
  };
}
