import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { appInfo } from './engine.ts';
import { unsupported } from './unsupported.ts';

/** The folders Electron names, by the same rules; `set` overrides one. */
export class AppPaths {
  private readonly overridden = new Map<string, string>();

  set(name: string, path: string): void {
    this.get(name, 'app');
    this.overridden.set(name, path);
  }

  get(name: string, appName: string): string {
    const set = this.overridden.get(name);
    if (set !== undefined) return set;
    const userData = () => this.get('userData', appName);
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return appData();
      case 'userData':
        return appInfo()?.userDataDir ?? join(this.get('appData', appName), appName);
      case 'sessionData':
        return userData();
      case 'logs':
        return process.platform === 'darwin'
          ? join(homedir(), 'Library', 'Logs', appName)
          : join(userData(), 'logs');
      case 'crashDumps':
        return join(userData(), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
        return appInfo()?.executablePath ?? process.execPath;
      case 'module':
        return dirname(appInfo()?.executablePath ?? process.execPath);
      case 'desktop':
      case 'documents':
      case 'downloads':
        return join(homedir(), name.charAt(0).toUpperCase() + name.slice(1));
      default:
        throw unsupported(`app.getPath('${name}')`);
    }
  }
}

function appData(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}
