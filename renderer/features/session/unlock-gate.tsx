import { useEffect } from 'react';
import { useStore } from 'zustand';
import { PinDialog } from '../../components/pin-dialog.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';

/** Where the manager's PIN is asked for, above whatever is open. What was pressed goes on when it was right. */
export function UnlockGate() {
  const { t } = useText();
  const { bridge, unlock } = useTill();
  const { isAsked, isRealTills } = useStore(unlock.store);
  useEffect(() => {
    // Registered before any dialog's own: Esc closes this question alone, not the dialog with what was typed beneath.
    const keepEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !unlock.store.getState().isAsked) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      unlock.answer(false);
    };
    window.addEventListener('keydown', keepEscape, { capture: true });
    return () => window.removeEventListener('keydown', keepEscape, { capture: true });
  }, [unlock]);
  if (!isAsked) return null;
  return (
    <PinDialog
      title={t('session.unlock_title')}
      confirmLabel={t('session.unlock')}
      onPin={(pin) => (isRealTills ? bridge.setup : bridge.manager).unlock({ pin })}
      onDone={() => unlock.answer(true)}
      onBack={() => unlock.answer(false)}
    >
      <p>{t('session.unlock_why')}</p>
      {isRealTills && <WhosePin />}
    </PinDialog>
  );
}

/** During practice two tills have a PIN each. */
function WhosePin() {
  const { t } = useText();
  const isPractice = useSnapshot(({ liveWatch }) => liveWatch !== null);
  return isPractice ? <p>{t('session.unlock_real')}</p> : null;
}
