import { useState } from 'react';
import { type Paper, papers } from '../../../shared/day-close.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { sheetHeightMm, usePaper } from '../day-close/sheet-paper.ts';
import styles from './opening-check.module.css';

/** Paper and printer. */
export function CheckOutput() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [paper, setPaper] = usePaper();
  const [said, setSaid] = useState('');
  const print = async () => {
    setSaid('');
    const heightMm = paper === 'roll80' ? sheetHeightMm() : null;
    const done = await call.run(() => bridge.check.print({ paper, heightMm }));
    if (done !== null) setSaid(t('check.printed'));
  };
  return (
    <section className={styles.output} aria-label={t('check.print')}>
      <Choice
        legend={t('dayClose.paper')}
        options={papers.map((value) => ({ value, label: t(`dayClose.paper.${value}`) }))}
        chosen={paper}
        onChoose={(value: Paper) => setPaper(value)}
      />
      <div className={styles.deeds}>
        <ActionButton variant="default" loading={call.isBusy} onPress={() => void print()}>
          {t('check.print')}
        </ActionButton>
        <p role="status" className={styles.words}>
          {said}
        </p>
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </section>
  );
}
