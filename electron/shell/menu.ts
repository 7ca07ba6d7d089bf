import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The smallest menu that keeps a system's habits: copy and paste, zoom for tired eyes, quit. Packaged apps have no
 * entry that opens developer tools.
 * @param viewLabel text of the one entry the system does not name by itself.
 */
export function setMenu(viewLabel: string, isPackaged: boolean, platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(viewLabel, isPackaged, platform)));
}

function menuTemplate(
  viewLabel: string,
  isPackaged: boolean,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const forDevelopers: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return [
    platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: viewLabel, submenu: isPackaged ? view : [...view, ...forDevelopers] },
    { role: 'windowMenu' },
  ];
}
