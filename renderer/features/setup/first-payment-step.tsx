import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { ClickPath } from './click-path.tsx';
import { SaidByPerson } from './said-by-person.tsx';
import styles from './setup.module.css';

/** A small real payment and its refund, on the ordinary screens. */
export function FirstPaymentStep() {
  const { t } = useText();
  const { open } = useTill();
  const isDone = useSnapshot(
    ({ setup }) => setup.steps.find(({ id }) => id === 'first_payment')?.state === 'done',
  );
  return (
    <>
      <ClickPath steps={([1, 2, 3] as const).map((number) => t(`setup.first.path.${number}`))} />
      <p className={styles.small}>{t('setup.first.costs')}</p>
      <div className={styles.deeds}>
        <ActionButton onPress={() => open({ name: 'charge' })}>{t('setup.first.charge')}</ActionButton>
        <ActionButton variant="default" onPress={() => open({ name: 'refund' })}>
          {t('setup.first.refund')}
        </ActionButton>
      </div>
      {!isDone && (
        <p className={styles.words} role="status">
          {t('setup.first.none')}
        </p>
      )}
      <SaidByPerson step="first_payment" confirm={null} confirmed={t('setup.first.seen')} />
    </>
  );
}
