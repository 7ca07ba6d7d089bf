import { EventEmitter } from 'node:events';
import { onlyEvents, strict } from './unsupported.ts';

/** A picture that is kept and not drawn. */
class NativeImage {
  readonly size: { readonly width: number; readonly height: number };
  constructor(size: { readonly width: number; readonly height: number }) {
    this.size = size;
  }
  getSize = () => this.size;
  isEmpty = () => this.size.width === 0;
}

export const nativeImage = strict('nativeImage', {
  createFromBitmap(bitmap: Uint8Array, options: { width: number; height: number; scaleFactor?: number }) {
    const { width, height } = options;
    if (bitmap.length !== width * height * 4) throw new Error('the bitmap has another size than was said');
    return strict('NativeImage', new NativeImage({ width, height }));
  },
});

const made: TrayClass[] = [];

/** Trays are kept, so that a test can read and click them; they are not drawn. `Tray.standInAll` has them all. */
class TrayClass extends EventEmitter {
  static readonly standInAll = made;
  image: unknown;
  toolTip = '';
  contextMenu: unknown = null;
  constructor(image: unknown) {
    super();
    this.image = image;
    onlyEvents('Tray', this, ['click', 'right-click', 'double-click']);
    made.push(this);
  }
  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: unknown): void {
    this.contextMenu = menu;
  }
  destroy(): void {
    made.splice(made.indexOf(this), 1);
  }
}
export const Tray = strict('Tray', TrayClass);
