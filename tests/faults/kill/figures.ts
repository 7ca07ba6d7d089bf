/** What a run of many kills counts, and how it is told. */
import { type MomentKind, momentKinds } from './moments.ts';

export interface Figures {
  kills: number;
  /** Starts, those that were killed before their window came up included. */
  starts: number;
  /** Starts whose window came up. */
  startsToWindow: number;
  readonly killsByMoment: Record<MomentKind, number>;
  /** The event that was waited for did not come, and the kill came without it. */
  eventsMissed: number;
  ledgers: number;
  audits: number;
  pressesTaken: number;
  pressesRefused: number;
  pressesUnanswered: number;
  /** Purchase requests that reached the simulator. */
  requests: number;
  webhooksAnswered: number;
  readonly attemptsByState: Record<string, number>;
  approvedLate: number;
  alarms: number;
  logsTorn: number;
  worstStartMs: number;
  violations: number;
}

export function newFigures(): Figures {
  return {
    kills: 0,
    starts: 0,
    startsToWindow: 0,
    killsByMoment: Object.fromEntries(momentKinds.map((kind) => [kind, 0])) as Figures['killsByMoment'],
    eventsMissed: 0,
    ledgers: 0,
    audits: 0,
    pressesTaken: 0,
    pressesRefused: 0,
    pressesUnanswered: 0,
    requests: 0,
    webhooksAnswered: 0,
    attemptsByState: {},
    approvedLate: 0,
    alarms: 0,
    logsTorn: 0,
    worstStartMs: 0,
    violations: 0,
  };
}

/** For people; the JSON line says the same to programs. */
export function figuresText(figures: Figures, seconds: number): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const perSecond = (figures.kills / seconds).toFixed(1);
  return [
    `${figures.kills} kills in ${seconds.toFixed(0)} s (${perSecond} a second) on ${figures.ledgers} ledgers`,
    `  by moment: ${list(figures.killsByMoment)}; ${figures.eventsMissed} events did not come`,
    `  starts: ${figures.starts}, to the window ${figures.startsToWindow}, worst ${figures.worstStartMs.toFixed(0)} ms`,
    `  presses: taken ${figures.pressesTaken}, refused ${figures.pressesRefused}, unanswered ${figures.pressesUnanswered}`,
    `  requests at Helcim: ${figures.requests}; webhooks answered: ${figures.webhooksAnswered}`,
    `  attempts: ${list(figures.attemptsByState)}; approved late ${figures.approvedLate}; alarms ${figures.alarms}`,
    `  audits: ${figures.audits}; logs torn: ${figures.logsTorn}`,
    `  violations: ${figures.violations}`,
  ].join('\n');
}
