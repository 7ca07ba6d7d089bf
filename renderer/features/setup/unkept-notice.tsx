import { useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';

/** On a computer that protects nothing: what becomes of secrets there, and a manager's word on it. */
export function UnkeptNotice() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const because = useSnapshot(({ secrets }) => secrets.unkeptBecause);
  const isKept = useSnapshot(({ secrets }) => secrets.isKept);
  const [isAsked, setIsAsked] = useState(false);
  if (because === null) return null;
  const keep = async (isAccepted: boolean) => {
    const done = await call.run(() => bridge.setup.keepUnprotected({ isAccepted }));
    if (done !== null) setIsAsked(false);
  };
  return (
    <>
      <Notice tone="warn" icon={<WarnIcon />}>
        <p>
          <strong>{t('setup.unkept.title')}</strong>
        </p>
        <p>{t(`setup.unkept.${because}`)}</p>
        <p>{t(isKept ? 'setup.unkept.accepted' : 'setup.unkept.say')}</p>
        {isKept ? (
          <ActionButton key="stop" variant="default" onPress={() => void keep(false)} loading={call.isBusy}>
            {t('setup.unkept.stop')}
          </ActionButton>
        ) : (
          <ActionButton key="accept" variant="default" onPress={() => setIsAsked(true)}>
            {t('setup.unkept.accept')}
          </ActionButton>
        )}
      </Notice>
      {isAsked && (
        <Dialog
          title={t('setup.unkept.accept_title')}
          onBack={() => setIsAsked(false)}
          confirmLabel={t('setup.unkept.accept_confirm')}
          onConfirm={() => void keep(true)}
          isConfirmBusy={call.isBusy}
        >
          <p>{t('setup.unkept.accept_say')}</p>
        </Dialog>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </>
  );
}
