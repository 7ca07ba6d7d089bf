import type { AppErrorCode } from '../../../shared/app-error.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';

interface RefusedReasonProps {
  readonly code: AppErrorCode;
  readonly detail: string | null;
}

/** Why a request ended as it did: what happened, whether money moved, what to do. */
export function RefusedReason({ code, detail }: RefusedReasonProps) {
  const { t } = useText();
  return (
    <div className={styles.reason} data-error-code={code}>
      <p className={styles.strong}>{t(`error.${code}.what`)}</p>
      <p className={styles.note}>{t(`error.${code}.money`)}</p>
      <p className={styles.note}>{t(`error.${code}.next`)}</p>
      {detail !== null && <p className={styles.small}>{detail}</p>}
    </div>
  );
}
