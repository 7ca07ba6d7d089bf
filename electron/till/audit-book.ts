import { type AuditEntry, type AuditKind, auditValue } from '../../shared/audit.ts';
import type { Logger, Random } from '../../shared/ports.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { pendingAuditMax, type Settings } from '../settings/parse-settings.ts';
import type { SettingsKeeper } from '../settings/settings.ts';

/** What somebody did. Never a secret: `from` and `to` are shown and kept (M11). */
export interface AuditNews {
  readonly kind: AuditKind;
  readonly who: string | null;
  readonly subject?: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface AuditBook {
  /** Written down before this returns, in the ledger soon after. Never fails for the caller. */
  note(news: AuditNews): void;
  /** Changes settings and notes it in one write of the settings file: neither is there without the other. */
  change(patch: Partial<Settings>, news: readonly AuditNews[]): void;
  /** Moves what waits into the ledger; to be called when one was opened. Resolves when nothing waits or it failed. */
  settled(): Promise<void>;
}

interface AuditBookParts {
  readonly settings: SettingsKeeper;
  readonly ledger: () => Ledger | null;
  readonly random: Random;
  readonly wallMs: () => number;
  readonly logger: Logger;
}

/** Entries wait in the settings file until a ledger has them: some are made before any ledger is open. */
export function createAuditBook({ settings, ledger, random, wallMs, logger }: AuditBookParts): AuditBook {
  let moving: Promise<void> = Promise.resolve();

  function entryOf({ kind, who, subject, from, to }: AuditNews): AuditEntry {
    return {
      id: random.uuid(),
      atMs: wallMs(),
      kind,
      who,
      subject: subject ?? null,
      before: auditValue(from),
      after: auditValue(to),
    };
  }

  function change(patch: Partial<Settings>, news: readonly AuditNews[]): void {
    const pending = [...settings.current().pendingAudit, ...news.map(entryOf)];
    const lost = pending.length - pendingAuditMax;
    if (lost > 0) logger.warn('no ledger took the audit in time; the oldest entries are dropped', { lost });
    settings.update({ ...patch, pendingAudit: pending.slice(-pendingAuditMax) });
    void settled();
  }

  function settled(): Promise<void> {
    moving = moving.then(move).catch((cause: unknown) => {
      logger.error('the audit could not be written to the ledger; it stays in the settings file', {
        cause: String(cause),
      });
    });
    return moving;
  }

  async function move(): Promise<void> {
    const waiting = settings.current().pendingAudit;
    const to = ledger();
    if (to === null || waiting.length === 0) return;
    await to.noteAudit(waiting);
    const moved = new Set(waiting.map(({ id }) => id));
    settings.update({ pendingAudit: settings.current().pendingAudit.filter(({ id }) => !moved.has(id)) });
  }

  return { note: (news) => change({}, [news]), change, settled };
}
