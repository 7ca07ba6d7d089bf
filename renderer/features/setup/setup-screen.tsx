import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { ReadyPanel } from './ready-panel.tsx';
import styles from './setup.module.css';
import { StepList } from './step-list.tsx';
import { neighbours, placeToOpen } from './step-look.tsx';
import { StepPanel } from './step-panel.tsx';

/** The guide from an empty computer to the first real payment: all steps at the side, one of them in hand. */
export function SetupScreen({ asked }: { readonly asked: GuidePlace | null }) {
  const { t } = useText();
  const till = useTill();
  const setup = useSnapshot((snapshot) => snapshot.setup);
  // Held, since what is first open moves on while a step is in hand.
  const [opened] = useState(() => placeToOpen(setup));
  const place = asked ?? opened;
  const goTo = (step: GuidePlace) => till.open({ name: 'setup', step });
  const { before, behind } = neighbours(place, setup);
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    top.current?.querySelector('h2')?.focus({ preventScroll: true });
    document.getElementById('screen')?.scrollTo({ top: 0 });
  }, [place]);
  return (
    <ScreenFrame
      title={t('setup.title')}
      aside={
        <ActionButton variant="subtle" onPress={() => till.open({ name: 'charge' })}>
          {t('setup.later')}
        </ActionButton>
      }
    >
      <div className={styles.guide}>
        <StepList place={place} onGo={goTo} />
        <div className={styles.panel} ref={top} data-setup-step={place}>
          {place === 'ready' ? <ReadyPanel onGo={goTo} /> : <StepPanel key={place} id={place} onGo={goTo} />}
          <div className={styles.ways}>
            <ActionButton
              variant="default"
              disabled={before === null}
              onPress={() => before !== null && goTo(before)}
            >
              {t('setup.back')}
            </ActionButton>
            <span className={styles.small}>{t('setup.later_say')}</span>
            {behind !== null && (
              <ActionButton onPress={() => goTo(behind)}>
                {t(behind === 'ready' ? 'setup.to_ready' : 'setup.next')}
              </ActionButton>
            )}
          </div>
        </div>
      </div>
    </ScreenFrame>
  );
}
