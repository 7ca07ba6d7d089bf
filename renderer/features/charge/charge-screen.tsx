import { useMemo } from 'react';
import { useStore } from 'zustand';
import { ActionButton } from '../../components/action-button.tsx';
import { TerminalIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { unseenOutcomes } from '../../state/pending-attempts.ts';
import { useChargeState, useScreenState, useSnapshot, useTill } from '../../state/till-context.tsx';
import { ChargeForm } from './charge-form.tsx';
import { SeeFirst } from './see-first.tsx';
import { Welcome } from './welcome.tsx';

/** The till's main screen. Outcomes that came while nobody looked stand before it (M16). */
export function ChargeScreen() {
  const { t } = useText();
  const till = useTill();
  const snapshot = useStore(till.mirror.store, (state) => state.snapshot);
  const mustSeeIds = useScreenState((state) => state.mustSeeIds);
  const terminals = useSnapshot((state) => state.terminals);
  const blocked = useSnapshot((state) => state.blocked);
  const retry = useChargeState((state) => state.retry);
  const isFirstRun = useSnapshot(({ mode, setup }) => mode.kind === 'demo' && !setup.hasLiveTill);
  const unseen = useMemo(
    () => (snapshot === null ? [] : unseenOutcomes(snapshot).filter((view) => mustSeeIds.includes(view.id))),
    [snapshot, mustSeeIds],
  );
  if (unseen.length > 0) return <SeeFirst views={unseen} />;
  // Without a ledger there are no terminals to show; the reason stands before the advice to pair one.
  if (terminals.length === 0 && blocked !== null) {
    return (
      <ScreenFrame title={t('charge.title')}>
        <h2>{t('blocked.title')}</h2>
        <Refusal error={blocked} />
      </ScreenFrame>
    );
  }
  if (terminals.length === 0) {
    return (
      <ScreenFrame title={t('charge.title')}>
        {isFirstRun && <Welcome />}
        <Notice tone="busy" icon={<TerminalIcon />}>
          <p>
            <strong>{t('charge.no_terminal')}</strong>
          </p>
          <p>{t('charge.no_terminal_next')}</p>
          <ActionButton onPress={() => till.open({ name: 'terminals' })}>
            {t('charge.to_terminals')}
          </ActionButton>
        </Notice>
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame title={t(retry === null ? 'charge.title' : 'charge.retry_title')} takesFocus={false}>
      <ChargeForm key={retry?.saleId ?? 'new'} />
    </ScreenFrame>
  );
}
