/**
 * The main process, wired top to bottom. What is decided is decided elsewhere; this file only says in which order
 * things come up and go down.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, session } from 'electron';
import { changeChannel, type Preferences } from '../shared/ipc-contract.ts';
import { languageOf } from '../shared/language.ts';
import { nextTurn } from './clock/next-turn.ts';
import { scaleClock } from './clock/scaled-clock.ts';
import { systemClock } from './clock/system-clock.ts';
import { systemRandom } from './clock/system-random.ts';
import { createChangeFeed } from './ipc/change-feed.ts';
import { registerIpc } from './ipc/register.ts';
import { createTrustedSenders } from './ipc/trusted-sender.ts';
import { userDataFolder } from './ledger/ledger-location.ts';
import { openFileLog } from './log/file-log.ts';
import { createRedactor } from './log/redact.ts';
import { openDataFolder } from './settings/data-folder.ts';
import { openSettings, preferencesOf } from './settings/settings.ts';
import { exportBytesMax } from './settings/settings-export.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { readSwitches } from './settings/switches.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { denyToPages, denyToSession } from './shell/denials.ts';
import { devServerUrlOf } from './shell/dev-server.ts';
import { openLink } from './shell/external-links.ts';
import { closeForeignChannels } from './shell/foreign-channels.ts';
import { keepRunning } from './shell/keep-running.ts';
import { machineAddresses } from './shell/machine-addresses.ts';
import { openMainWindow } from './shell/main-window.ts';
import { setMenu } from './shell/menu.ts';
import { menuWords } from './shell/menu-words.ts';
import { openFile } from './shell/open-file.ts';
import { appPageUrl } from './shell/page-path.ts';
import { createPagePrinter } from './shell/page-printer.ts';
import { watchPower } from './shell/power-events.ts';
import { revivePage } from './shell/revive-page.ts';
import { saveFile } from './shell/save-file.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { createSystemVault } from './shell/system-vault.ts';
import { createTray } from './shell/tray.ts';
import { createTrayNews } from './shell/tray-news.ts';
import { composeHouse } from './till/compose-house.ts';

const distFolder = join(import.meta.dirname, '..');
let mainWindow: BrowserWindow | null = null;

/** The person has to read this, wherever the app was started from. */
function refuseToStart(why: string): never {
  console.error(why);
  if (app.isReady() && process.stdout.isTTY !== true) dialog.showErrorBox('Tillside', why);
  process.exit(2);
}

// SECURITY: 4
app.enableSandbox();
registerAppScheme();
const devServerUrl = devServerUrlOf(process.env, { isPackaged: app.isPackaged });
const switched = readSwitches(process.env, { isPackaged: app.isPackaged });
if (!switched.ok) refuseToStart(switched.problems.join('\n'));
const { switches, ignored } = switched;

const folder = userDataFolder(
  { ...process.env, TILLSIDE_USER_DATA: switches.userData ?? undefined },
  process.platform,
  homedir(),
);
const folderProblem = openDataFolder(folder);
if (folderProblem !== null) refuseToStart(folderProblem);
app.setPath('userData', folder);
if (!claimSingleInstance(() => mainWindow)) {
  console.error('Tillside is running already on this data folder; its window was brought to the front.');
  process.exit(0);
}

const redactor = createRedactor();
for (const secret of [switches.helcim?.token, switches.webhookVerifier])
  if (secret) redactor.addSecret(secret);
const logger = openFileLog({ folder: join(folder, 'logs'), hasConsole: !app.isPackaged, redactor });
if (ignored.length > 0) logger.warn('switches do not count in a packaged app', { names: ignored.join(', ') });
const settings = openSettings(openSettingsFile(folder, systemClock, logger), logger);
closeForeignChannels(ipcMain);
denyToPages(app, { devServerUrl, logger });

await app.whenReady();
denyToSession(session.defaultSession, { devServerUrl, logger });
serveApp(session.defaultSession.protocol, join(distFolder, 'renderer'), systemRandom);
if (settings.isNew) settings.update({ language: languageOf(app.getPreferredSystemLanguages()) });
const lookAsSet = ({ theme, language }: Preferences): void => {
  nativeTheme.themeSource = theme;
  setMenu(menuWords[language], app.isPackaged, process.platform);
};
lookAsSet(settings.current());
settings.onChange((now, before) => {
  if (now.theme !== before.theme || now.language !== before.language) lookAsSet(now);
});

const trayNews = createTrayNews();
const showInTray = createTray(showWindow);

const feed = createChangeFeed({
  snapshot: () => house.slices(),
  send(change) {
    if (mainWindow && !mainWindow.isDestroyed()) mainWindow.webContents.send(changeChannel, change);
  },
});
const composed = await composeHouse(
  {
    switched: switches.helcim,
    verifier: switches.webhookVerifier,
    webhook: { port: switches.webhookPort, path: switches.webhookPath },
    clockRate: switches.clockRate,
    isDemoWanted: process.argv.includes('--demo'),
    folder,
  },
  {
    version: app.getVersion(),
    clock: scaleClock(systemClock, switches.clockRate),
    wireClock: systemClock,
    nextTurn,
    random: systemRandom,
    logger,
    vault: createSystemVault(process.platform),
    settings,
    addresses: machineAddresses,
    preferences: {
      read: () => preferencesOf(settings.current()),
      change: (change) => preferencesOf(settings.update(change)),
    },
    addSecret: (secret) => redactor.addSecret(secret),
    doors: {
      ...createPagePrinter(() => mainWindow),
      saveFile: (name, content) => saveFile(mainWindow, name, content),
      openFile: (ending) => openFile(mainWindow, ending, exportBytesMax),
    },
    openLink: async (link) => void (await openLink(link)),
    snapshot: () => feed.snapshot(),
    publish(slices) {
      feed.publish(slices);
      const news = trayNews(slices);
      if (news) showInTray(news);
    },
  },
);
if (!composed.ok) refuseToStart(composed.why);
const { house } = composed;

const pageUrl = devServerUrl ?? appPageUrl;
const trusted = createTrustedSenders(pageUrl);
registerIpc({
  ipcMain,
  isTrustedSender: (event) => trusted.isTrusted(event),
  handlers: house.handlers,
  currentRole: house.roleFor,
  onPerson: () => house.house.each((till) => till.session.seen()),
  logger,
  random: systemRandom,
});

function showWindow(): void {
  if (!mainWindow || mainWindow.isDestroyed()) return;
  if (mainWindow.isMinimized()) mainWindow.restore();
  mainWindow.show();
  mainWindow.focus();
}

async function openWindow(): Promise<void> {
  mainWindow = openMainWindow({
    title: 'Tillside',
    preloadPath: join(distFolder, 'preload', 'preload.cjs'),
    bounds: settings.current().windowBounds,
    isPackaged: app.isPackaged,
    onClose: (bounds) => void settings.update({ windowBounds: bounds }),
  });
  trusted.add(mainWindow.webContents);
  revivePage(mainWindow.webContents, systemClock, logger);
  mainWindow.on('focus', () => house.house.each((till) => till.lookUpNow()));
  await mainWindow.loadURL(pageUrl);
}

/** For what nobody waits for. */
const logFailure = (what: string) => (cause: unknown) => logger.error(what, { cause: String(cause) });

keepRunning(process, logger);
try {
  // What an earlier run left open is taken over before anybody can press a button.
  await house.start();
  await openWindow();
} catch (cause) {
  logFailure('the till could not be started')(cause);
  refuseToStart(`Tillside could not be started. The reason is in ${join(folder, 'logs', 'tillside.log')}.`);
}

watchPower({
  onSuspend() {
    logger.info('the machine goes to sleep');
    house.house.each((till) => till.session.lock('sleep'));
  },
  onLockScreen: () => house.house.each((till) => till.session.lock('screen_locked')),
  onResume: () => house.house.each((till) => void till.woken().catch(logFailure('waking up failed'))),
});
app.on('activate', () => {
  if (BrowserWindow.getAllWindows().length > 0) return;
  openWindow().catch(logFailure('the window could not be opened'));
});
app.on('window-all-closed', () => app.quit());

let isClosing = false;
app.on('will-quit', (event) => {
  if (isClosing) return;
  isClosing = true;
  event.preventDefault();
  void house
    .close()
    .catch(logFailure('closing failed'))
    .finally(() => app.exit(0));
});
