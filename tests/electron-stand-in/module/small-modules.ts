import { EventEmitter } from 'node:events';
import { onlyEvents, strict, unsupported } from './unsupported.ts';

class PowerMonitor extends EventEmitter {
  constructor() {
    super();
    onlyEvents('powerMonitor', this, [
      'suspend',
      'resume',
      'on-ac',
      'on-battery',
      'shutdown',
      'lock-screen',
      'unlock-screen',
      'user-did-become-active',
      'user-did-resign-active',
      'speed-limit-change',
      'thermal-state-change',
    ]);
  }
  isOnBatteryPower(): boolean {
    return false;
  }
}

/** Nothing of the machine is heard; a test emits 'suspend' and 'resume' itself. */
export const powerMonitor = strict('powerMonitor', new PowerMonitor());

/** Addresses the app asked to open outside. Nothing is opened; tests read them through `shell.standInOpened`. */
const opened: string[] = [];
export const shell = strict('shell', {
  standInOpened: opened,
  openExternal: async (url: string) => {
    opened.push(url);
    process.stderr.write(`stand-in: shell.openExternal(${url}) recorded, not opened\n`);
  },
});

/** Message boxes throw until a test sets its own answers: `dialog.showMessageBox = async () => ({ response: 0 })`. */
const messageBox = (name: string) => async (): Promise<never> => {
  throw unsupported(`dialog.${name}`);
};
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => {
    process.stderr.write(`stand-in: error box: ${title}: ${content}\n`);
  },
  showMessageBox: messageBox('showMessageBox'),
  showMessageBoxSync: (): never => {
    throw unsupported('dialog.showMessageBoxSync');
  },
  showOpenDialog: messageBox('showOpenDialog'),
  showSaveDialog: messageBox('showSaveDialog'),
});

export const net = strict('net', {
  isOnline: () => true,
  online: true,
  fetch: (): never => {
    throw unsupported('net.fetch');
  },
});

const workArea = { x: 0, y: 0, width: 1280, height: 800 };
const display = {
  id: 1,
  bounds: workArea,
  workArea,
  size: { width: 1280, height: 800 },
  workAreaSize: { width: 1280, height: 800 },
  scaleFactor: 1,
  rotation: 0,
};
class Screen extends EventEmitter {
  constructor() {
    super();
    onlyEvents('screen', this, ['display-added', 'display-removed', 'display-metrics-changed']);
  }
  getPrimaryDisplay = () => display;
  getAllDisplays = () => [display];
  getDisplayMatching = () => display;
  getDisplayNearestPoint = () => display;
  getCursorScreenPoint = () => ({ x: 0, y: 0 });
}
export const screen = strict('screen', new Screen());

interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: unknown;
}
/** Menus are kept, so that a test can find and click an item; they are not drawn. */
class MenuClass {
  private static current: MenuClass | null = null;
  readonly items: Template[] = [];

  static buildFromTemplate(template: readonly Template[]): MenuClass {
    const menu = new MenuClass();
    for (const item of template) {
      menu.items.push({
        ...item,
        ...(Array.isArray(item.submenu) && { submenu: MenuClass.buildFromTemplate(item.submenu) }),
      });
    }
    return strict('Menu (instance)', menu);
  }
  getMenuItemById(id: string): Template | null {
    const inside = (item: Template) =>
      item.submenu instanceof MenuClass ? item.submenu.getMenuItemById(id) : null;
    for (const item of this.items) {
      const found = item.id === id ? item : inside(item);
      if (found !== null) return found;
    }
    return null;
  }
  static setApplicationMenu(menu: MenuClass | null): void {
    MenuClass.current = menu;
  }
  static getApplicationMenu(): MenuClass | null {
    return MenuClass.current;
  }
}
export const Menu = strict('Menu', MenuClass);
