import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Money } from '../../components/money.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './see-first.module.css';

/** Stands in the place of the form until each outcome has been seen. */
export function SeeFirst({ views }: { readonly views: readonly AttemptView[] }) {
  const { t } = useText();
  const till = useTill();
  return (
    <ScreenFrame title={t('charge.see_first')}>
      <p className={styles.words}>{t('charge.see_first_body')}</p>
      <ul className={styles.list}>
        {views.map((view) => (
          <li key={view.id} data-attempt-id={view.id} data-attempt-state={view.state}>
            <ActionButton
              variant="default"
              size="lg"
              onPress={() => till.open({ name: 'attempt', attemptId: view.id })}
            >
              <span className={styles.item}>
                <Money cents={view.amountCents} currency={view.currency} />
                <PhaseBadge view={view} />
                {view.terminalCode}
              </span>
            </ActionButton>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}
