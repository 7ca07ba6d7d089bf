import { CloseButton } from '@mantine/core';
import type { AppError } from '../../shared/app-error.ts';
import { useText } from '../i18n/text.ts';
import { WarnIcon } from './icons.tsx';
import { Notice } from './notice.tsx';
import styles from './refusal.module.css';

interface RefusalProps {
  readonly error: AppError;
  readonly onClose?: (() => void) | undefined;
}

/** What happened, whether money moved, what to do now; small print for support below. */
export function Refusal({ error, onClose }: RefusalProps) {
  const { t } = useText();
  const isUnclear = error.code === 'outcome_unclear';
  const small = [
    error.field === null ? null : t('error.field', { field: error.field }),
    error.detail,
    error.reference === null ? null : t('error.reference', { reference: error.reference }),
  ].filter((part) => part !== null);
  return (
    <Notice isAnswer tone={isUnclear ? 'warn' : 'bad'} role="alert" icon={<WarnIcon />}>
      <p className={styles.what} data-error-code={error.code}>
        {t(`error.${error.code}.what`)}
      </p>
      <p>{t(`error.${error.code}.money`)}</p>
      <p>{t(`error.${error.code}.next`)}</p>
      {small.length > 0 && <p className={styles.small}>{small.join(' · ')}</p>}
      {onClose && (
        <CloseButton className={styles.close} size="lg" aria-label={t('error.close')} onClick={onClose} />
      )}
    </Notice>
  );
}
