import { useState } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CloseByHandDialog } from '../../components/close-by-hand-dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { QuestionIcon } from '../../components/icons.tsx';
import { LookUpLine } from '../../components/look-up-line.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';
import { useKnownFacts } from './known-facts.ts';
import { useRefundFacts } from './refund-facts.ts';
import { RetrySafely } from './retry-safely.tsx';

/** Nobody knows whether the money went back: what is known, and every safe way on. Another refund is none of them. */
export function RefundUnknownBody({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const facts = [...useRefundFacts(view), ...useKnownFacts(view)];
  const [isClosing, setIsClosing] = useState(false);
  const isFiled = view.filedAs !== null;
  return (
    <div className={styles.body}>
      <Notice tone={isFiled ? 'quiet' : 'warn'} icon={<QuestionIcon />}>
        {!isFiled && (
          <p>
            <strong>{t('refundLife.unknown_title')}</strong>
          </p>
        )}
        <p>{t(isFiled ? 'refundLife.stopped_body' : 'refundLife.unknown_body')}</p>
        {!isFiled && <p>{t('refundLife.unknown_do')}</p>}
      </Notice>
      <RetrySafely view={view} />
      <h2 className={styles.subtitle}>{t('attempt.unknown.known')}</h2>
      <Facts facts={facts} />
      <LookUpLine view={view} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        <ActionButton
          variant={isFiled ? 'default' : 'filled'}
          loading={deeds.call.isBusy || view.isLookingUp}
          onPress={deeds.lookUpNow}
        >
          {t('attempt.look_up_now')}
        </ActionButton>
        <ActionButton variant={isFiled ? 'filled' : 'default'} onPress={deeds.done}>
          {t(isFiled ? 'attempt.done' : 'attempt.put_aside')}
        </ActionButton>
        <ActionButton variant="default" onPress={() => setIsClosing(true)}>
          {t('attempt.close_by_hand')}
        </ActionButton>
      </div>
      {isClosing && <CloseByHandDialog view={view} onClose={() => setIsClosing(false)} />}
    </div>
  );
}
