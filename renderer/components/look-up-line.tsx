import type { AttemptView } from '../../shared/ipc-contract.ts';
import { formatMoment } from '../i18n/format.ts';
import { useText } from '../i18n/text.ts';
import styles from './look-up-line.module.css';

/** When Helcim was last asked about this attempt. */
export function LookUpLine({ view }: { readonly view: AttemptView }) {
  const { t, locale } = useText();
  if (view.isLookingUp) return <p className={styles.note}>{t('attempt.looking')}</p>;
  if (view.lastLookupAtMs === null) return null;
  const time = formatMoment(view.lastLookupAtMs, Date.now(), locale);
  return <p className={styles.note}>{t('attempt.last_lookup', { time, number: view.lookupCount })}</p>;
}
