import { Menu, nativeImage, Tray } from 'electron';
import type { TrayNews } from './tray-news.ts';
import { trayPicture, trayPictureSize } from './tray-picture.ts';
import { trayWords } from './tray-words.ts';

/**
 * An icon beside the clock, which says what has to be seen to while the window is behind another (M6). To be made once
 * the app is ready. On a desktop without a tray nothing is shown, and the window has it all anyway.
 * @param onOpen the person wants to see the window
 */
export function createTray(onOpen: () => void): (news: TrayNews) => void {
  const picture = (isAlarm: boolean) =>
    nativeImage.createFromBitmap(trayPicture(isAlarm), {
      width: trayPictureSize,
      height: trayPictureSize,
      scaleFactor: 2,
    });
  const pictures = { calm: picture(false), alarm: picture(true) };
  const tray = new Tray(pictures.calm);
  tray.on('click', onOpen);
  return (news) => {
    const { tip, lines, open, quit } = trayWords(news);
    tray.setImage(lines.length > 0 ? pictures.alarm : pictures.calm);
    tray.setToolTip(tip);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...lines.map((label) => ({ label, click: onOpen })),
        { type: 'separator' },
        { label: open, click: onOpen },
        { role: 'quit', label: quit },
      ]),
    );
  };
}
