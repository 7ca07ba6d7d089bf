import type { AttemptView } from '../../shared/ipc-contract.ts';
import { useText } from '../i18n/text.ts';
import styles from './phase-badge.module.css';
import { attemptLook } from './phase-look.tsx';

/** Icon and short word of an attempt's phase. */
export function PhaseBadge({
  view,
}: {
  readonly view: Pick<AttemptView, 'kind' | 'phase' | 'filedAs' | 'laterProven'>;
}) {
  const { t } = useText();
  const { tone, Icon, wordKey } = attemptLook(view);
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={18} />
      {t(wordKey)}
    </span>
  );
}
