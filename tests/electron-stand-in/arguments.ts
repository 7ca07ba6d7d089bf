import { resolve } from 'node:path';

/** What the stand-in reads from an Electron command line. Switches it does not know are left to the app. */
export interface LaunchArguments {
  /** Absolute path of the app's folder or entry file. */
  readonly appPath: string;
  /** Port of the Node inspector; absent = closed. */
  readonly inspectPort: number | undefined;
  /** True when a DevTools port was asked for (the port itself is always a free one on loopback). */
  readonly devToolsPort: boolean;
  /** Modules of `-r` / `--require`, loaded before the app, in order. */
  readonly preloadModules: readonly string[];
  readonly userDataDir: string | undefined;
}

/** Reads an Electron command line (without the executable). The first argument that is no switch names the app. */
export function parseArguments(args: readonly string[], cwd: string): LaunchArguments {
  const preloadModules: string[] = [];
  let app: string | undefined;
  for (let index = 0; index < args.length && app === undefined; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '-r' || arg === '--require') {
      preloadModules.push(args[index + 1] ?? '');
      index += 1;
    } else if (!arg.startsWith('-')) {
      app = arg;
    }
  }
  const inspect = switchValue(args, 'inspect');
  return {
    appPath: resolve(cwd, app ?? '.'),
    inspectPort: inspect === undefined ? undefined : Number(inspect) || 0,
    devToolsPort: switchValue(args, 'remote-debugging-port') !== undefined,
    preloadModules,
    userDataDir: switchValue(args, 'user-data-dir'),
  };
}

/** The value of `--name=value`, '' for a bare `--name`, undefined when it is absent. */
function switchValue(args: readonly string[], name: string): string | undefined {
  const found = args.find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  return found?.slice(name.length + 3);
}
