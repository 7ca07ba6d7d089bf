import { amountCents } from '../../../shared/money.ts';
import type { RefundReminder } from '../../../shared/refund.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon, HistoryIcon } from '../../components/icons.tsx';
import { useMoney } from '../../components/money.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './reminder-list.module.css';

/** Refunds that had to wait for a batch; those that are possible by now come first. */
export function ReminderList() {
  const { t } = useText();
  const reminders = useSnapshot((snapshot) => snapshot.reminders);
  if (reminders.length === 0) return null;
  return (
    <section aria-label={t('refund.reminders')}>
      <h2 className={styles.title}>{t('refund.reminders')}</h2>
      <ul className={styles.list}>
        {reminders.map((reminder) => (
          <Reminder key={reminder.originalTransactionId} reminder={reminder} />
        ))}
      </ul>
    </section>
  );
}

function Reminder({ reminder }: { readonly reminder: RefundReminder }) {
  const { t, locale } = useText();
  const { bridge, refund } = useTill();
  const money = useMoney();
  const call = useCall();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const { originalTransactionId: id, askedAtMs, refundableAtMs } = reminder;
  const isReady = refundableAtMs !== null;
  const amount = money(reminder.amountCents, currency);
  const forget = () => void call.run(() => bridge.refunds.forgetReminder({ originalTransactionId: id }));
  return (
    <li className={styles.item} data-tone={isReady ? 'good' : 'quiet'} data-reminder={id}>
      {isReady ? <CheckIcon /> : <HistoryIcon />}
      <span className={styles.words}>
        <strong>{t(isReady ? 'refund.reminder_ready' : 'refund.reminder_waits')}</strong>
        <span>
          {t('refund.reminder', { amount, id })} ·{' '}
          {t('refund.reminder_asked', { time: formatMoment(askedAtMs, Date.now(), locale) })}
        </span>
        {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
      </span>
      <ActionButton
        variant={isReady ? 'filled' : 'default'}
        onPress={() => refund.open(id, amountCents(reminder.amountCents))}
      >
        {t(isReady ? 'refund.reminder_open' : 'refund.reminder_look')}
      </ActionButton>
      <ActionButton variant="default" loading={call.isBusy} onPress={forget}>
        {t('refund.reminder_forget')}
        <span className="visually-hidden"> {t('refund.reminder_which', { amount })}</span>
      </ActionButton>
    </li>
  );
}
