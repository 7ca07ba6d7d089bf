import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/app-error.ts';
import { type AuditEntry, auditKinds } from '../../../shared/audit.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import type { Text } from '../../i18n/en.ts';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { auditChangeWords, auditSubjectWords } from './audit-words.ts';
import styles from './settings-screen.module.css';

const pageLength = 20;

/** Who changed what, when; newest first, and the manager's to see. */
export function ChangesPart({ version }: { readonly version: number }) {
  const isManager = useSnapshot(({ session }) => session.role === 'manager');
  if (!isManager) return <Hidden />;
  return <Changes key={version} />;
}

function Hidden() {
  const { t } = useText();
  return <p className={styles.words}>{t('audit.hidden')}</p>;
}

function Changes() {
  const { t, locale } = useText();
  const { bridge } = useTill();
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const load = useCallback(
    async (from: string | null) => {
      const answer = await ask(() => bridge.audit.page({ cursor: from, limit: pageLength }));
      if (!answer.ok) return setError(answer.error);
      setError(null);
      setEntries((shown) => [...(from === null ? [] : (shown ?? [])), ...answer.value.entries]);
      setCursor(answer.value.nextCursor);
    },
    [bridge],
  );
  useEffect(() => void load(null), [load]);
  // During practice the changes are the real till's, which may be locked while practice is not.
  if (error?.code === 'not_allowed') return <Hidden />;
  return (
    <>
      {error !== null && <Refusal error={error} />}
      {entries === null && error === null && <p role="status">{t('audit.loading')}</p>}
      {entries?.length === 0 && <p className={styles.words}>{t('audit.none')}</p>}
      {entries !== null && entries.length > 0 && (
        <ol className={styles.changes} aria-label={t('settings.group.changes')}>
          {entries.map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <time dateTime={new Date(entry.atMs).toISOString()}>
                {formatFullMoment(entry.atMs, locale)}
              </time>
              <span>{entry.who ?? t('audit.nobody')}</span>
              <span>
                {kindWords(entry, t)}
                {auditSubjectWords(entry, t)}
                {auditChangeWords(entry, t, locale)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {cursor !== null && (
        <ActionButton variant="default" onPress={() => void load(cursor)}>
          {t('audit.more')}
        </ActionButton>
      )}
    </>
  );
}

/** A newer version may have written kinds that this one has no words for. */
function kindWords({ kind }: AuditEntry, t: Text): string {
  const known = auditKinds.find((each) => each === kind);
  return known === undefined ? kind : t(`audit.${known}`);
}
