import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { AccountTerminals } from './account-terminals.tsx';
import { PairByCode } from './pair-by-code.tsx';
import { PairedTerminal } from './paired-terminal.tsx';
import styles from './terminals-screen.module.css';

/** The terminals of this till, and the ways to get one. */
export function TerminalsScreen() {
  const { t } = useText();
  const terminals = useSnapshot((snapshot) => snapshot.terminals);
  return (
    <ScreenFrame title={t('terminals.title')}>
      <section className={styles.section} aria-labelledby="paired-title">
        <h2 id="paired-title" className={styles.subtitle}>
          {t('terminals.paired')}
        </h2>
        {terminals.length === 0 && <p className={styles.words}>{t('terminals.none')}</p>}
        <div className={styles.cards}>
          {terminals.map((terminal) => (
            <PairedTerminal key={terminal.code} terminal={terminal} />
          ))}
        </div>
      </section>
      <div className={styles.columns}>
        <AccountTerminals />
        <PairByCode />
      </div>
      <p className={styles.words}>{t('terminals.one_till')}</p>
    </ScreenFrame>
  );
}
