import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { cashierOf } from '../../../shared/session.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './cashier-dialog.module.css';

/** Who is at the till from here on: by number or name, typed or from the list. */
export function CashierDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { bridge } = useTill();
  const { cashiers, cashier } = useSnapshot(({ session }) => session);
  const call = useCall();
  const [text, setText] = useState('');
  const choose = async (who: string | null) => {
    const done = await call.run(() => bridge.session.setCashier({ who }));
    if (done !== null) onClose();
  };
  const typed = text.trim();
  const submit = () => {
    if (typed !== '') void choose(cashierOf(cashiers, typed)?.name ?? typed);
  };
  return (
    <Dialog
      title={t('session.cashier_title')}
      onBack={onClose}
      confirmLabel={t('session.cashier_confirm')}
      onConfirm={submit}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={typed === ''}
    >
      <p className={styles.words}>{t('session.cashier_say')}</p>
      <TextInput
        data-autofocus
        label={t('session.cashier_field')}
        value={text}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') submit();
        }}
      />
      {cashiers.length > 0 && (
        <ul className={styles.list} aria-label={t('session.cashier_list')}>
          {cashiers.map(({ name, number }) => (
            <li key={name}>
              <ActionButton variant="default" onPress={() => void choose(name)}>
                {number === null ? name : `${number} · ${name}`}
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      {cashier !== null && (
        <ActionButton variant="subtle" onPress={() => void choose(null)}>
          {t('session.cashier_nobody')}
        </ActionButton>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
