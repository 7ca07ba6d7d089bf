import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ManagerStatus } from '../../../shared/manager.ts';
import { cleanSecret } from '../../../shared/secret-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { PinDialog } from '../../components/pin-dialog.tsx';
import { useWho } from '../../components/use-who.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './settings-screen.module.css';

interface RefundTokenDialogProps {
  readonly deed: 'setRefundToken' | 'forgetRefundToken';
  readonly onDone: (status: ManagerStatus) => void;
  readonly onBack: () => void;
}

/** First the token and a name, then the PIN that seals it. It lives in this dialog alone (M11). */
export function RefundTokenDialog({ deed, onDone, onBack }: RefundTokenDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const [token, setToken] = useState('');
  const [who, setWho] = useWho();
  const [isTyped, setIsTyped] = useState(false);
  const name = who.trim();
  const isSetting = deed === 'setRefundToken';
  const clean = cleanSecret('apiToken', token);
  if (!isTyped) {
    return (
      <Dialog
        title={t('refundToken.dialog')}
        onBack={onBack}
        confirmLabel={t('refundToken.next')}
        onConfirm={() => setIsTyped(true)}
        isConfirmBlocked={name === '' || (isSetting && !clean.ok)}
      >
        <p className={styles.words}>{t('refundToken.why')}</p>
        {isSetting && (
          <PasswordInput
            label={t('refundToken.field')}
            description={t('setup.secret.kept_note')}
            error={clean.ok || token === '' ? null : t(`setup.secret.problem.${clean.problem}`)}
            value={token}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('pin.who')}
          value={who}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      </Dialog>
    );
  }
  return (
    <PinDialog
      onPin={(pin) =>
        isSetting
          ? bridge.setup.saveRefundToken({ token, pin, who: name })
          : bridge.setup.forgetRefundToken({ pin, who: name })
      }
      onDone={onDone}
      onBack={() => setIsTyped(false)}
    >
      <p className={styles.words}>{t(isSetting ? 'refundToken.pin_why' : 'refundToken.pin_why_forget')}</p>
    </PinDialog>
  );
}
