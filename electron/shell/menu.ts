import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuWords } from './menu-words.ts';

/**
 * The smallest menu that keeps a system's habits: copy and paste, zoom for tired eyes, quit. Packaged apps have no
 * entry that opens developer tools. Set again, it takes the place of the one before.
 */
export function setMenu(words: MenuWords, isPackaged: boolean, platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, isPackaged, platform)));
}

function menuTemplate(
  words: MenuWords,
  isPackaged: boolean,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const item = (role: keyof MenuWords & MenuItemConstructorOptions['role']): MenuItemConstructorOptions => ({
    role,
    label: words[role],
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const edit = [item('undo'), item('redo'), separator, item('cut'), item('copy'), item('paste')];
  const view = [item('resetZoom'), item('zoomIn'), item('zoomOut'), separator, item('togglefullscreen')];
  const forDevelopers: MenuItemConstructorOptions[] = [
    separator,
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return [
    platform === 'darwin' ? { role: 'appMenu' } : { label: words.file, submenu: [item('quit')] },
    { role: 'editMenu', label: words.edit, submenu: [...edit, separator, item('selectAll')] },
    { label: words.view, submenu: isPackaged ? view : [...view, ...forDevelopers] },
    { role: 'windowMenu', label: words.window, submenu: [item('minimize'), item('close')] },
  ];
}
