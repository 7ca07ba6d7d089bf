/** The tray's icon, drawn here: a till's drawer, and over it a triangle with a mark where something has to be seen to. */

export const trayPictureSize = 32;

type Pixel = readonly [red: number, green: number, blue: number];
const drawer: Pixel = [52, 120, 110];
const edge: Pixel = [250, 250, 250];
const warning: Pixel = [214, 40, 40];

/** @returns rows of BGRA pixels from the top, as Electron's bitmaps are */
export function trayPicture(isAlarm: boolean): Buffer {
  const pixels = Buffer.alloc(trayPictureSize * trayPictureSize * 4);
  for (let y = 0; y < trayPictureSize; y += 1) {
    for (let x = 0; x < trayPictureSize; x += 1) {
      const colour = (isAlarm ? alarmAt(x, y) : null) ?? drawerAt(x, y);
      if (colour === null) continue;
      const [red, green, blue] = colour;
      pixels.set([blue, green, red, 255], (y * trayPictureSize + x) * 4);
    }
  }
  return pixels;
}

/** A box with a slot: the same shape in every theme of the system. */
function drawerAt(x: number, y: number): Pixel | null {
  if (x < 2 || x > 29 || y < 6 || y > 27) return null;
  const isFrame = x < 4 || x > 27 || y < 8 || y > 25;
  const isSlot = y >= 14 && y <= 16 && x >= 9 && x <= 22;
  return isFrame || isSlot ? edge : drawer;
}

/** The shape says it too, not the colour alone. */
function alarmAt(x: number, y: number): Pixel | null {
  const height = y - 10;
  if (height < 0 || height > 20) return null;
  const half = height / 2 + 1;
  const off = Math.abs(x - 20.5);
  if (off > half + 1.5) return null;
  if (off > half) return edge;
  const isMark = off <= 1.5 && ((height >= 6 && height <= 13) || (height >= 16 && height <= 18));
  return isMark ? edge : warning;
}
