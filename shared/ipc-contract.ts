/**
 * The one table between the window and the main process: area, call, who may call, input and output. Channel
 * names are derived from it; the schemas of the inputs sit in `ipc-schemas.ts`, which only main loads at run time.
 */
import type { Alarm } from './alarm.ts';
import type { AppError, Result } from './app-error.ts';
import type { AuditPage } from './audit.ts';
import type { DayClose, DayCloseProgress } from './day-close.ts';
import type { EvidenceEntry } from './evidence.ts';
import type { InputSchemas } from './ipc-schemas.ts';
import type { Language } from './language.ts';
import type { ManagerStatus } from './manager.ts';
import type { AmountCents, Currency } from './money.ts';
import type { OpeningCheckView } from './opening-check.ts';
import type { Attempt, AttemptPhase, PayingCard } from './payment.ts';
import type { Original, RefundPlan, RefundReminder } from './refund.ts';
import type { SecretsView } from './secrets-view.ts';
import type { SessionView } from './session.ts';
import type { SetupView, TokenReport } from './setup.ts';
import type {
  FieldProblem,
  ImportPreview,
  SettingsChanged,
  SettingsProblem,
  SettingsView,
} from './shop-settings.ts';
import type { HealthItem } from './till-health.ts';
import type { SelfTestView, TunnelView } from './tunnel.ts';
import type { VirtualTerminal } from './virtual-terminal.ts';

export type Role = 'cashier' | 'manager';

/** Who may make each call. Until a PIN is set, the person at the till is both. */
export const ipcCalls = {
  app: { snapshot: 'cashier', openLink: 'cashier', setPreferences: 'cashier' },
  terminals: {
    discover: 'cashier',
    pair: 'manager',
    rename: 'manager',
    setDefault: 'manager',
    ping: 'cashier',
    unpair: 'manager',
  },
  payments: {
    charge: 'cashier',
    lookUpNow: 'cashier',
    readyScreen: 'cashier',
    paysOtherwise: 'cashier',
    acknowledge: 'cashier',
    closeUnknown: 'manager',
  },
  refunds: {
    find: 'cashier',
    plan: 'cashier',
    start: 'cashier',
    retry: 'cashier',
    remind: 'cashier',
    forgetReminder: 'cashier',
  },
  history: {
    page: 'cashier',
    detail: 'cashier',
    export: 'cashier',
    exportProgress: 'cashier',
    stopExport: 'cashier',
  },
  /** The day is closed by whoever stands at the till; when a day begins is the manager's word. */
  close: {
    report: 'cashier',
    stop: 'cashier',
    setDay: 'manager',
    print: 'cashier',
    savePdf: 'cashier',
    saveCsv: 'cashier',
  },
  alarms: { acknowledge: 'manager' },
  /** The ways out of a locked till: each carries its own proof, a PIN or the API token; the first PIN needs none. */
  manager: {
    status: 'cashier',
    setPin: 'cashier',
    changePin: 'cashier',
    resetPin: 'cashier',
    setLimits: 'cashier',
    unlock: 'cashier',
    lock: 'cashier',
  },
  tunnel: { selfTest: 'cashier' },
  session: { setCashier: 'cashier' },
  settings: {
    read: 'cashier',
    check: 'cashier',
    change: 'manager',
    exportFile: 'manager',
    chooseImport: 'manager',
    applyImport: 'manager',
  },
  audit: { page: 'manager' },
  demo: { act: 'cashier' },
  /** Whether everything works, asked by whoever opens the shop. */
  check: { run: 'cashier', print: 'cashier' },
  /** From an empty computer to real payments; what is set here counts for the till for real money. */
  setup: {
    saveToken: 'manager',
    saveSecret: 'manager',
    forgetSecret: 'manager',
    keepUnprotected: 'manager',
    saveRefundToken: 'manager',
    forgetRefundToken: 'manager',
    /** Back to what is real is everybody's way. */
    goLive: 'cashier',
    goPractice: 'manager',
    noteStep: 'manager',
    /** As `manager.unlock`, of the till that {@link realTillAreas} belong to. */
    unlock: 'cashier',
  },
} as const satisfies Record<string, Record<string, Role>>;

/** Calls that the window makes by itself, without anybody at it: they do not keep a manager unlocked. */
export const callsOfNobody: ReadonlySet<string> = new Set([
  'app.snapshot',
  'terminals.discover',
  'refunds.plan',
  'history.page',
  'history.detail',
  'history.exportProgress',
  'manager.status',
  'settings.read',
  'audit.page',
]);

export type IpcArea = keyof typeof ipcCalls;

/**
 * What is set up for real money, and what both tills share: during practice too this is the real till's, in whose books
 * every change is, and its manager's word. Where there is no real till, practice stands in for it.
 */
export const realTillAreas: ReadonlySet<IpcArea> = new Set<IpcArea>(['setup', 'settings', 'audit']);
export type IpcCall<Area extends IpcArea> = keyof (typeof ipcCalls)[Area] & string;

/** What each call answers with when it went well. */
export interface IpcOutputs {
  app: { snapshot: Snapshot; openLink: null; setPreferences: Preferences };
  terminals: {
    discover: readonly DiscoveredTerminal[];
    pair: TerminalView;
    rename: null;
    setDefault: null;
    ping: PingView;
    unpair: null;
  };
  payments: {
    charge: ChargeAnswer;
    lookUpNow: AttemptView;
    readyScreen: AttemptView;
    paysOtherwise: AttemptView;
    acknowledge: null;
    closeUnknown: AttemptView;
  };
  refunds: {
    find: OriginalsFound;
    plan: PlannedRefund;
    start: AttemptView;
    retry: AttemptView;
    remind: null;
    forgetReminder: null;
  };
  history: {
    page: HistoryPage;
    detail: AttemptDetail;
    export: SavedHistory;
    exportProgress: ExportProgress | null;
    stopExport: null;
  };
  close: {
    report: DayClose;
    stop: null;
    setDay: null;
    print: null;
    savePdf: SavedFile;
    saveCsv: SavedFile;
  };
  alarms: { acknowledge: null };
  manager: {
    status: ManagerStatus;
    setPin: ManagerStatus;
    changePin: ManagerStatus;
    resetPin: ManagerStatus;
    setLimits: ManagerStatus;
    unlock: SessionView;
    lock: SessionView;
  };
  tunnel: { selfTest: SelfTestView };
  session: { setCashier: SessionView };
  settings: {
    read: SettingsView;
    check: readonly FieldProblem[];
    change: SettingsChanged;
    exportFile: SavedFile;
    /** Null when the person thought better of it. */
    chooseImport: ImportPreview | null;
    applyImport: SettingsView;
  };
  audit: { page: AuditPage };
  demo: { act: null };
  check: { run: null; print: null };
  setup: {
    saveToken: TokenReport;
    saveSecret: null;
    forgetSecret: null;
    keepUnprotected: null;
    saveRefundToken: ManagerStatus;
    forgetRefundToken: ManagerStatus;
    goLive: null;
    goPractice: null;
    noteStep: null;
    unlock: SessionView;
  };
}

export type IpcInput<Area extends IpcArea, Call extends IpcCall<Area>> = InputSchemas[Area][Call &
  keyof InputSchemas[Area]];
export type IpcOutput<Area extends IpcArea, Call extends IpcCall<Area>> = IpcOutputs[Area][Call &
  keyof IpcOutputs[Area]];

/** The bridge as the window sees it, `window.tillside`. */
export type Bridge = {
  readonly [Area in IpcArea]: {
    readonly [Call in IpcCall<Area>]: (input: IpcInput<Area, Call>) => Promise<Result<IpcOutput<Area, Call>>>;
  };
} & {
  /** Calls back with every numbered change; returns the way to stop. A gap in `seq` means: ask for a snapshot. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
};

export const bridgeName = 'tillside';
export const changeChannel = 'tillside:changed';
export function channelOf(area: string, call: string): string {
  return `tillside:${area}.${call}`;
}

export const linkNames = [
  'helcim_pairing',
  'helcim_pairing_mode',
  'helcim_api_mode',
  'helcim_webhooks',
  'helcim_api_access',
  'helcim_test_account',
  'ngrok_domains',
  'ngrok_authtoken',
  'cloudflared_download',
] as const;
export type LinkName = (typeof linkNames)[number];

export interface Preferences {
  readonly theme: 'light' | 'dark' | 'system';
  readonly language: Language;
}

export interface ModeView {
  /** `demo`: the built-in simulator. `live`: Helcim. `switched`: the server named by TILLSIDE_HELCIM_URL. */
  readonly kind: 'demo' | 'live' | 'switched';
  /** True when no real money can move (M13). */
  readonly practice: boolean;
  /** Host of the API, shown in the banner of a switched app. */
  readonly host: string;
}

export interface TerminalView {
  readonly code: string;
  readonly nickname: string | null;
  readonly isDefault: boolean;
  readonly pairedAtMs: number;
  readonly lastPing: PingView | null;
  /** The open attempt that holds it (M3). */
  readonly openAttemptId: string | null;
}

export interface DiscoveredTerminal {
  readonly code: string;
  readonly dateCreatedText: string | null;
  readonly isPaired: boolean;
}

export interface PingView {
  readonly atMs: number;
  readonly tookMs: number;
  readonly answer: 'listening' | 'not_listening' | 'not_found' | 'failed';
  readonly error: AppError | null;
}

export interface AttemptView extends Attempt {
  readonly phase: AttemptPhase;
  readonly reference: string | null;
  readonly saleTotalCents: AmountCents;
  readonly saleRemainderCents: number;
  readonly terminalNickname: string | null;
  readonly cardType: string | null;
  readonly cardLast4: string | null;
  /** For a refund: the card that paid, which a terminal asks for again; null where this till does not know it. */
  readonly originalCard: PayingCard | null;
  readonly approvalCode: string | null;
  readonly transactionIds: readonly number[];
  readonly declineReason: string | null;
  /** Age since the send (or the press) when this view was made; the window ticks on from it. */
  readonly ageMs: number;
  /** Pace of the app's timers against the wall, 1 in ordinary life (TILLSIDE_CLOCK_RATE). */
  readonly clockRate: number;
  /** True while evidence that was asked for is under way. */
  readonly isLookingUp: boolean;
  /** For `declined_may_retry`: until when the quiet period runs, as remaining milliseconds at the making of the view. */
  readonly quietRemainingMs: number | null;
  /** For a refund whose answer was lost: how long it may still be asked for once more with the same key. */
  readonly retryRemainingMs: number | null;
  /** The refunds of this purchase, oldest first; none for a refund. */
  readonly refunds: readonly RefundOfAttempt[];
  /** What of this purchase, or of a refund's original, is known to have gone back by refunds of this till. */
  readonly refundedCents: number;
}

export type RefundOfAttempt = Pick<Attempt, 'state' | 'amountCents' | 'approvedCents'> & {
  readonly attemptId: string;
};

export interface OriginalsFound {
  readonly originals: readonly Original[];
  /** Opaque; null at the end. */
  readonly nextCursor: string | null;
  /** `unreachable`: only what this till knows by itself. */
  readonly helcim: 'included' | 'unreachable';
  /** There is more than is told here: the search has to be narrowed. */
  readonly isCut: boolean;
}

export interface PlannedRefund {
  readonly original: Original;
  readonly plan: RefundPlan;
}

export type ChargeAnswer = AttemptView;

export interface SavedFile {
  /** Without its folder; null when the person thought better of it. */
  readonly fileName: string | null;
}

/** When the shop's day begins, and how far the report is that is being made. */
export interface DayCloseView {
  readonly timeZone: string;
  readonly cutOverHour: number;
  /** The zone this machine is set to, which counts while no other was chosen. */
  readonly machineTimeZone: string;
  readonly progress: DayCloseProgress | null;
}

/** How far a restored ledger is. */
export interface RecoveryView {
  /** Helcim is not asked yet or did not answer, its rows are being read, or they are put into the ledger. */
  readonly step: 'waiting' | 'reading' | 'sorting';
  /** Since when Helcim's rows are read. */
  readonly fromMs: number | null;
  readonly doneCount: number;
  /** 0 until all rows are read. */
  readonly totalCount: number;
  /** Why the last try did not succeed; it is tried again. */
  readonly error: AppError | null;
}

export interface HelcimStatus {
  readonly reachable: boolean | null;
  readonly lastAnswerAtMs: number | null;
  readonly error: AppError | null;
}

export interface WebhookStatus {
  readonly listening: boolean;
  /** The local address a tunnel has to point at. */
  readonly localUrl: string | null;
  /** The port that was wanted, while another program has it and the till listens at another one or at none. */
  readonly missedPort: number | null;
  readonly hasVerifier: boolean;
  readonly lastEventAtMs: number | null;
  readonly healthy: boolean;
}

export interface Snapshot {
  readonly seq: number;
  readonly version: string;
  readonly mode: ModeView;
  readonly currency: Currency | null;
  readonly preferences: Preferences;
  readonly terminals: readonly TerminalView[];
  /** Open attempts, then outcomes nobody took note of yet, then unknown ones; newest first in each. */
  readonly openAttempts: readonly AttemptView[];
  readonly unacknowledged: readonly AttemptView[];
  readonly unknowns: readonly AttemptView[];
  readonly alarms: readonly Alarm[];
  /** Refunds that had to wait for a batch; those that are possible by now first. */
  readonly reminders: readonly RefundReminder[];
  /** Set while a restored ledger catches up with Helcim (M14); no refund is taken meanwhile. */
  readonly recovery: RecoveryView | null;
  readonly helcim: HelcimStatus;
  readonly webhook: WebhookStatus;
  /** Null while no tunnel is chosen: results come by look-up alone. */
  readonly tunnel: TunnelView | null;
  /** Set when no money can be taken at all, with the reason. */
  readonly blocked: AppError | null;
  readonly virtualTerminals: readonly VirtualTerminal[] | null;
  readonly dayClose: DayCloseView;
  readonly session: SessionView;
  /** Set while something is wrong with the settings file. */
  readonly settingsProblem: SettingsProblem | null;
  /** How everything that a payment needs is doing. */
  readonly health: readonly HealthItem[];
  /** The opening check that runs or ran last in this run of the program. */
  readonly openingCheck: OpeningCheckView | null;
  /** What waits at the till for real money while practice stands before it; null otherwise. */
  readonly liveWatch: LiveWatch | null;
  /** Of the till for real money, whichever stands before the window. */
  readonly secrets: SecretsView;
  readonly setup: SetupView;
}

/** Counts of what has to be seen to. */
export interface LiveWatch {
  readonly alarms: number;
  readonly open: number;
  readonly unknowns: number;
}

/** The snapshot's parts without its number; a change carries new values of some of them. */
export type Slices = Omit<Snapshot, 'seq'>;

export interface Change {
  readonly seq: number;
  readonly slices: Partial<Slices>;
}

export interface HistoryPage {
  readonly attempts: readonly AttemptView[];
  /** Opaque, for the same filter; null at the end. A page may hold fewer than asked for, or none, and still go on. */
  readonly nextCursor: string | null;
  /** How many fit the filter; counted only so far where `totalIsAtLeast`, and then 0 where nothing was counted. */
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  /** Set where a page ended early: everything of this moment and later has been looked at, UTC milliseconds. */
  readonly searchedBackToMs: number | null;
}

export interface SavedHistory extends SavedFile {
  /** Attempts in the file; 0 without one. */
  readonly rows: number;
}

/** Of the export that is being written; null from `exportProgress` while there is none. */
export interface ExportProgress {
  readonly rows: number;
}

export interface AttemptDetail {
  readonly attempt: AttemptView;
  readonly evidence: readonly EvidenceEntry[];
  /** Of a refund: the sale's attempt whose money goes back; null when this till did not make it. */
  readonly original: AttemptView | null;
  /** The refunds of the same payment, this one included, oldest first. */
  readonly refunds: readonly AttemptView[];
  /** How much of the payment is known to have gone back by refunds of this till; null where nothing was paid. */
  readonly refunded: { readonly cents: number; readonly ofCents: number } | null;
}
