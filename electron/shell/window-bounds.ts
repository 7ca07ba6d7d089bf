export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const windowWidthMin = 1024;
export const windowHeightMin = 680;
/** This much of the window must be on some display, or the title bar could not be grabbed. */
const visiblePixelsMin = 100;

/**
 * Where to open the window: as it was left, if that place still exists (a display may have been unplugged), else the
 * system's choice at the usual size.
 */
export function fitBounds(
  saved: Rectangle | null,
  workAreas: readonly Rectangle[],
): Rectangle | { readonly width: number; readonly height: number } {
  const usual = { width: 1280, height: 800 };
  if (saved === null) return usual;
  const size = {
    width: Math.max(windowWidthMin, saved.width),
    height: Math.max(windowHeightMin, saved.height),
  };
  const isVisible = workAreas.some(
    (area) =>
      overlap(saved.x, saved.width, area.x, area.width) >= visiblePixelsMin &&
      saved.y >= area.y &&
      saved.y <= area.y + area.height - visiblePixelsMin,
  );
  return isVisible ? { x: saved.x, y: saved.y, ...size } : size;
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}
