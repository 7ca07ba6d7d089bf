import { dollarText } from './amounts.ts';
import type { SimulatorBehaviour } from './behaviour.ts';
import { type CustomerActionName, possibleActions } from './customer-action-names.ts';
import type { Journal } from './journal.ts';
import type { LastingState } from './lasting-state.ts';
import type { HelcimClock } from './simulator-clock.ts';

/** What a terminal was asked to do. Requests have no id on the wire; `requestId` is the simulator's own. */
export interface TerminalRequest {
  readonly requestId: number;
  readonly kind: 'purchase' | 'refund';
  readonly invoiceNumber: string;
  /** Whether the caller gave the number or Helcim invented it. */
  readonly isInvoiceNumberGiven: boolean;
  readonly customerCode: string;
  readonly isCustomerCodeGiven: boolean;
  readonly amountCents: number;
  readonly currency: string;
  readonly originalTransactionId: number | null;
  tipCents: number;
  /** Faults bound to this request; see the fault kinds of the same names. */
  readonly hiddenTransactionMs: number;
  lateApprovalMs: number | null;
  repeatsLeft: number;
}

type TerminalState = 'ready' | 'asking' | 'declined' | 'asleep' | 'unplugged';

/** A virtual terminal as a bystander sees it. */
export interface VirtualTerminalView {
  readonly code: string;
  readonly state: TerminalState;
  readonly screenText: string;
  readonly request: {
    readonly requestId: number;
    readonly kind: 'purchase' | 'refund';
    readonly invoiceNumber: string | null;
    readonly amountCents: number;
    readonly tipCents: number;
    readonly currency: string;
    readonly originalTransactionId: number | null;
  } | null;
  readonly tipAsked: boolean;
  readonly plugged: boolean;
  readonly asleep: boolean;
  /** What the customer or the staff can do now. */
  readonly actions: readonly CustomerActionName[];
}

/** One device in pairing mode. `isDeclined` means that its request was declined and Try Again is on offer. */
export interface VirtualTerminal {
  readonly code: string;
  createdAtMs: number;
  plugged: boolean;
  asleep: boolean;
  request: TerminalRequest | null;
  isDeclined: boolean;
  /** A short-lived text on the idle screen. */
  message: string | null;
  wasPinged: boolean;
  /** Accepted, but not on the screen yet. */
  waiting: TerminalRequest[];
}

export interface TerminalRack {
  all(): readonly VirtualTerminal[];
  find(code: string): VirtualTerminal | null;
  views(): VirtualTerminalView[];
  view(terminal: VirtualTerminal): VirtualTerminalView;
  /** Helcim's "listening": it has power and network and is awake. */
  isListening(terminal: VirtualTerminal): boolean;
  /** Puts a request on the screen, whatever was there. */
  show(terminal: VirtualTerminal, request: TerminalRequest): void;
  /** Keeps a request until the terminal can show it. */
  showWhenFree(terminal: VirtualTerminal, request: TerminalRequest): void;
  /** Back to the ready screen; a waiting request then appears. */
  clear(terminal: VirtualTerminal, message: string | null): void;
  showMessage(terminal: VirtualTerminal, message: string): void;
  onShown(listener: (terminal: VirtualTerminal, request: TerminalRequest) => void): void;
  export(): LastingState['terminals'];
  /** Only terminals that the account still has; what was on a screen counts as shown once more. */
  restore(saved: LastingState['terminals']): void;
}

const MESSAGE_MS = 3_000;

interface RackParts {
  readonly clock: HelcimClock;
  readonly journal: Journal;
  readonly behaviour: SimulatorBehaviour;
  readonly terminals: readonly { code: string; asleep: boolean }[];
}

export function createTerminalRack(parts: RackParts): TerminalRack {
  const { clock, journal, behaviour } = parts;
  const terminals = parts.terminals.map(({ code, asleep }) => makeTerminal(code, asleep, clock.wallMs()));
  const shownListeners: ((terminal: VirtualTerminal, request: TerminalRequest) => void)[] = [];

  const isListening = (terminal: VirtualTerminal) => terminal.plugged && !terminal.asleep;
  const log = (terminal: VirtualTerminal, text: string, requestId: number | null = null) =>
    journal.add('screen', `${terminal.code}: ${text}`, { code: terminal.code, requestId });

  function show(terminal: VirtualTerminal, request: TerminalRequest): void {
    terminal.request = request;
    terminal.isDeclined = false;
    terminal.message = null;
    tellShown(terminal, request);
  }

  function tellShown(terminal: VirtualTerminal, request: TerminalRequest): void {
    log(terminal, screenText(terminal), request.requestId);
    for (const listener of shownListeners) listener(terminal, request);
  }

  function showNextWaiting(terminal: VirtualTerminal): void {
    if (!isListening(terminal) || terminal.request) return;
    const next = terminal.waiting.shift();
    if (next) show(terminal, next);
  }

  function showMessage(terminal: VirtualTerminal, message: string): void {
    terminal.message = message;
    log(terminal, message);
    clock.setTimer(MESSAGE_MS, () => {
      if (terminal.message !== message) return;
      terminal.message = null;
      journal.changed();
    });
  }

  return {
    all: () => terminals,
    find: (code) => terminals.find((terminal) => terminal.code === code) ?? null,
    views: () => terminals.map((terminal) => view(terminal, behaviour)),
    view: (terminal) => view(terminal, behaviour),
    isListening,
    show,
    showWhenFree(terminal, request) {
      terminal.waiting.push(request);
      showNextWaiting(terminal);
    },
    clear(terminal, message) {
      terminal.request = null;
      terminal.isDeclined = false;
      terminal.message = null;
      if (message === null) log(terminal, screenText(terminal));
      else showMessage(terminal, message);
      showNextWaiting(terminal);
    },
    showMessage,
    onShown: (listener) => void shownListeners.push(listener),
    export: () => terminals.map(exportTerminal),
    restore(saved) {
      for (const { code, ...state } of saved) {
        const terminal = terminals.find((known) => known.code === code);
        if (terminal) Object.assign(terminal, state);
        if (terminal?.request) tellShown(terminal, terminal.request);
      }
    },
  };
}

function makeTerminal(code: string, asleep: boolean, createdAtMs: number): VirtualTerminal {
  return {
    code,
    createdAtMs,
    plugged: true,
    asleep,
    request: null,
    isDeclined: false,
    message: null,
    wasPinged: false,
    waiting: [],
  };
}

function exportTerminal(terminal: VirtualTerminal): LastingState['terminals'][number] {
  const { code, createdAtMs, plugged, asleep, request, isDeclined, waiting } = terminal;
  return {
    code,
    createdAtMs,
    plugged,
    asleep,
    request: request && { ...request },
    isDeclined,
    waiting: waiting.map((next) => ({ ...next })),
  };
}

function stateOf(terminal: VirtualTerminal): TerminalState {
  if (!terminal.plugged) return 'unplugged';
  if (terminal.asleep) return 'asleep';
  if (!terminal.request) return 'ready';
  return terminal.isDeclined ? 'declined' : 'asking';
}

function screenText(terminal: VirtualTerminal): string {
  const state = stateOf(terminal);
  if (state === 'unplugged' || state === 'asleep') return '';
  const request = terminal.request;
  if (!request) return terminal.message ?? 'Ready';
  const amount = `${dollarText(request.amountCents + request.tipCents)} ${request.currency}`;
  if (state === 'declined') return `Declined ${amount}. Try Again?`;
  return request.kind === 'refund' ? `Refund ${amount}. Tap or insert card` : `${amount}. Tap or insert card`;
}

function view(terminal: VirtualTerminal, behaviour: SimulatorBehaviour): VirtualTerminalView {
  const { request } = terminal;
  const state = stateOf(terminal);
  const tipAsked = behaviour.tipsAsked && state === 'asking' && request?.kind === 'purchase';
  return {
    code: terminal.code,
    state,
    screenText: screenText(terminal),
    request: request && {
      requestId: request.requestId,
      kind: request.kind,
      invoiceNumber: request.isInvoiceNumberGiven ? request.invoiceNumber : null,
      amountCents: request.amountCents,
      tipCents: request.tipCents,
      currency: request.currency,
      originalTransactionId: request.originalTransactionId,
    },
    tipAsked,
    plugged: terminal.plugged,
    asleep: terminal.asleep,
    actions: possibleActions(state, tipAsked),
  };
}
