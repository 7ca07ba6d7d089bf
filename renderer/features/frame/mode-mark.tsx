import type { LiveWatch } from '../../../shared/ipc-contract.ts';
import { Refusal } from '../../components/refusal.tsx';
import type { Text } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { useModeChange } from '../setup/use-mode-change.ts';
import styles from './header.module.css';

/** Practice is unmistakable: words on a striped band, above everything (M13). Real money is the ordinary case, and quiet. */
export function ModeMark() {
  const { t } = useText();
  const mode = useSnapshot((snapshot) => snapshot.mode);
  const watch = useSnapshot((snapshot) => snapshot.liveWatch);
  return (
    <section
      className={styles.mode}
      data-mode={mode.kind}
      data-practice={mode.practice}
      aria-label={t('mode.region')}
    >
      <span className={styles.modeWords}>
        {mode.kind === 'demo' && <strong>{t('mode.demo')}</strong>}
        {modeWords(mode, t)}
      </span>
      {watch !== null && (
        <span className={styles.modeWords} role="status" data-live-watch>
          {watchWords(watch, t)}
        </span>
      )}
      {mode.kind === 'demo' && <WayToLive />}
    </section>
  );
}

function modeWords(
  { kind, practice, host }: { kind: string; practice: boolean; host: string },
  t: Text,
): string {
  if (kind === 'demo') return t('mode.practice');
  if (kind === 'live') return t('mode.live');
  return t(practice ? 'mode.switched_practice' : 'mode.switched', { host });
}

/** What waits at the till for real money while practice stands before it (M6). */
function watchWords({ alarms, open, unknowns }: LiveWatch, t: Text): string {
  const parts = [
    t('mode.watch_alarms', { count: alarms }),
    t('mode.watch_open', { count: open }),
    t('mode.watch_unknowns', { count: unknowns }),
  ];
  return t('mode.watch', { parts: parts.join(', ') });
}

function WayToLive() {
  const { t } = useText();
  const { open } = useTill();
  const isSetUp = useSnapshot(({ secrets }) => secrets.apiToken.isSet);
  const change = useModeChange();
  return (
    <>
      <button
        type="button"
        className={styles.modeButton}
        disabled={change.isBusy}
        onClick={isSetUp ? change.goLive : () => open({ name: 'setup', step: null })}
      >
        {t(change.isBusy ? 'mode.changing' : isSetUp ? 'mode.back_to_live' : 'mode.go_live')}
      </button>
      {change.error !== null && (
        <div className={styles.modeRefusal}>
          <Refusal error={change.error} onClose={change.dismiss} />
        </div>
      )}
    </>
  );
}
