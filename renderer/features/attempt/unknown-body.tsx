import { useState } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CloseByHandDialog } from '../../components/close-by-hand-dialog.tsx';
import { closeReasonKey } from '../../components/close-reason-key.ts';
import { type Fact, Facts } from '../../components/facts.tsx';
import { QuestionIcon } from '../../components/icons.tsx';
import { LookUpLine } from '../../components/look-up-line.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import type { TextKey } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';
import { useKnownFacts } from './known-facts.ts';

const explanations: Readonly<Record<'doubt' | 'stopped_at_terminal' | 'pays_otherwise', TextKey>> = {
  doubt: 'attempt.unknown.body',
  stopped_at_terminal: 'attempt.unknown.stopped_body',
  pays_otherwise: 'attempt.unknown.otherwise_body',
};

/** The honest screen: what is known, and every safe way on. */
export function UnknownBody({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const [isClosing, setIsClosing] = useState(false);
  const isFiled = view.filedAs !== null;
  return (
    <div className={styles.body}>
      <Notice tone={isFiled ? 'quiet' : 'warn'} icon={<QuestionIcon />}>
        {!isFiled && (
          <p>
            <strong>{t('attempt.unknown.title')}</strong>
          </p>
        )}
        <p>{t(explanations[view.filedAs ?? 'doubt'])}</p>
        {!isFiled && <p>{t('attempt.unknown.do')}</p>}
      </Notice>
      <h2 className={styles.subtitle}>{t('attempt.unknown.known')}</h2>
      <Facts facts={useKnownFacts(view)} />
      <LookUpLine view={view} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        {!isFiled && (
          <ActionButton loading={deeds.call.isBusy || view.isLookingUp} onPress={deeds.lookUpNow}>
            {t('attempt.look_up_now')}
          </ActionButton>
        )}
        <ActionButton variant={isFiled ? 'filled' : 'default'} onPress={deeds.done}>
          {t(isFiled ? 'attempt.done' : 'attempt.put_aside')}
        </ActionButton>
        {view.saleRemainderCents > 0 && view.filedAs !== 'pays_otherwise' && (
          <ActionButton variant="default" onPress={deeds.chargeAgain}>
            {t('attempt.charge_again')}
          </ActionButton>
        )}
        {isFiled && (
          <ActionButton
            variant="default"
            loading={deeds.call.isBusy || view.isLookingUp}
            onPress={deeds.lookUpNow}
          >
            {t('attempt.look_up_now')}
          </ActionButton>
        )}
        <ActionButton variant="default" onPress={() => setIsClosing(true)}>
          {t('attempt.close_by_hand')}
        </ActionButton>
      </div>
      {isClosing && <CloseByHandDialog view={view} onClose={() => setIsClosing(false)} />}
    </div>
  );
}

/** A person's word about the sale; it proves nothing about the card. */
export function ClosedBody({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const facts: Fact[] = [];
  if (view.closedBy !== null) facts.push({ name: t('attempt.closed_by'), value: view.closedBy });
  if (view.closeReason !== null) {
    facts.push({ name: t('attempt.close_reason'), value: t(closeReasonKey(view.kind, view.closeReason)) });
  }
  return (
    <div className={styles.body}>
      <p className={styles.note}>{t('attempt.closed.body')}</p>
      <Facts facts={facts} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        <ActionButton loading={deeds.call.isBusy} onPress={deeds.done}>
          {t('attempt.done')}
        </ActionButton>
      </div>
    </div>
  );
}
