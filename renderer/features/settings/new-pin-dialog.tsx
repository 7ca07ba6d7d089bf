import { useEffect, useRef, useState } from 'react';
import { demoApiToken, type ManagerStatus } from '../../../shared/manager.ts';
import { pinProblem } from '../../../shared/pin-rules.ts';
import { PinDialog } from '../../components/pin-dialog.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { NewPinBegin } from './new-pin-begin.tsx';
import { type NewPinFault, NewPinStep } from './new-pin-step.tsx';
import styles from './settings-screen.module.css';

export type PinDeed = 'setPin' | 'changePin' | 'resetPin';

interface NewPinDialogProps {
  readonly deed: PinDeed;
  readonly onDone: (status: ManagerStatus) => void;
  readonly onBack: () => void;
}

/**
 * A name (and the API token for a reset), the new PIN twice, and for a change the old one last, where its tries are
 * counted. What was typed is held here only until it is sent.
 */
export function NewPinDialog({ deed, onDone, onBack }: NewPinDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const isDemo = useSnapshot((snapshot) => snapshot.mode.kind === 'demo');
  const call = useCall();
  const [step, setStep] = useState<'begin' | 'new' | 'again' | 'old'>('begin');
  const [who, setWho] = useWho();
  const [fault, setFault] = useState<NewPinFault | null>(null);
  const secrets = useRef({ apiToken: '', newPin: '' });
  useEffect(
    () => () => {
      secrets.current = { apiToken: '', newPin: '' };
    },
    [],
  );

  const takeNew = (pin: string) => {
    const problem = pinProblem(pin);
    setFault(problem);
    if (problem !== null) return;
    secrets.current.newPin = pin;
    setStep('again');
  };
  const takeAgain = (pin: string) => {
    const isSame = pin === secrets.current.newPin;
    setFault(isSame ? null : 'differs');
    if (!isSame) return setStep('new');
    if (deed === 'changePin') return setStep('old');
    void send();
  };
  const send = async () => {
    const { apiToken, newPin } = secrets.current;
    secrets.current = { apiToken: '', newPin: '' };
    const name = who.trim();
    const done = await call.run(() =>
      deed === 'resetPin'
        ? bridge.manager.resetPin({ apiToken, newPin, who: name })
        : bridge.manager.setPin({ pin: newPin, who: name }),
    );
    if (done === null) setStep('begin');
    else onDone(done.value);
  };

  switch (step) {
    case 'begin':
      return (
        <NewPinBegin
          title={t(`pin.step.${deed}`)}
          explain={t(`pin.explain.${deed}`)}
          demoToken={isDemo ? demoApiToken : null}
          needsToken={deed === 'resetPin'}
          who={who}
          onWho={setWho}
          error={call.error}
          onBack={onBack}
          onNext={(apiToken) => {
            secrets.current.apiToken = apiToken;
            setStep('new');
          }}
        />
      );
    case 'new':
      return (
        <NewPinStep
          key="new"
          title={t('pin.new')}
          fault={fault}
          onPin={takeNew}
          onBack={() => setStep('begin')}
          confirmLabel={t('pin.go_on')}
        />
      );
    case 'again':
      return (
        <NewPinStep
          key="again"
          title={t('pin.again')}
          fault={fault}
          isBusy={call.isBusy}
          onPin={takeAgain}
          onBack={() => setStep('new')}
          confirmLabel={t(deed === 'changePin' ? 'pin.go_on' : 'pin.save')}
        />
      );
    case 'old':
      return (
        <PinDialog
          title={t('pin.old')}
          confirmLabel={t('pin.save')}
          onPin={(oldPin) =>
            bridge.manager.changePin({ oldPin, newPin: secrets.current.newPin, who: who.trim() })
          }
          onDone={onDone}
          onBack={onBack}
        >
          <p className={styles.words}>{t('pin.explain.changePin')}</p>
        </PinDialog>
      );
  }
}
