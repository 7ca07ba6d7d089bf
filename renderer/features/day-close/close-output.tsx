import { useState } from 'react';
import type { DayClose, Paper } from '../../../shared/day-close.ts';
import { papers } from '../../../shared/day-close.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './close-report.module.css';
import { sheetHeightMm, usePaper } from './sheet-paper.ts';

/** Paper, printer and files. */
export function CloseOutput({ report }: { readonly report: DayClose }) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [paper, setPaper] = usePaper();
  const [said, setSaid] = useState('');
  const page = () => ({ paper, heightMm: paper === 'roll80' ? sheetHeightMm() : null });

  const print = async () => {
    setSaid('');
    const answer = await call.run(() => bridge.close.print(page()));
    if (answer !== null) setSaid(t('dayClose.printed'));
  };
  const save = async (run: () => ReturnType<typeof bridge.close.savePdf>) => {
    setSaid('');
    const answer = await call.run(run);
    if (answer === null) return;
    const { fileName } = answer.value;
    setSaid(fileName === null ? t('dayClose.not_saved') : t('dayClose.saved', { name: fileName }));
  };
  const { day } = report;
  return (
    <section className={styles.output} aria-label={t('dayClose.output')}>
      <Choice
        legend={t('dayClose.paper')}
        options={papers.map((value) => ({ value, label: t(`dayClose.paper.${value}`) }))}
        chosen={paper}
        onChoose={(value: Paper) => setPaper(value)}
      />
      <div className={styles.deeds}>
        <ActionButton loading={call.isBusy} onPress={() => void print()}>
          {t('dayClose.print')}
        </ActionButton>
        <ActionButton
          variant="default"
          loading={call.isBusy}
          onPress={() => void save(() => bridge.close.savePdf({ ...page(), day }))}
        >
          {t('dayClose.save_pdf')}
        </ActionButton>
        <ActionButton
          variant="default"
          loading={call.isBusy}
          onPress={() => void save(() => bridge.close.saveCsv({ day }))}
        >
          {t('dayClose.save_csv')}
        </ActionButton>
        <p role="status" className={styles.said}>
          {said}
        </p>
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </section>
  );
}
