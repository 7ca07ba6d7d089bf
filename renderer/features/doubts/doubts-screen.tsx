import { CheckIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { needsPerson } from '../../state/pending-attempts.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { DoubtCard } from './doubt-card.tsx';
import styles from './doubts-screen.module.css';

/** Every payment and refund without a known end: those that need a person, and those that are only watched. */
export function DoubtsScreen() {
  const { t } = useText();
  const unknowns = useSnapshot((snapshot) => snapshot.unknowns);
  const open = unknowns.filter(needsPerson);
  const aside = unknowns.filter((view) => !needsPerson(view));
  return (
    <ScreenFrame title={t('doubts.title')}>
      {open.length === 0 ? (
        <Notice tone="good" icon={<CheckIcon />}>
          <p>{t('doubts.none')}</p>
        </Notice>
      ) : (
        <p className={styles.intro}>{t('doubts.intro')}</p>
      )}
      <ul className={styles.list}>
        {open.map((view) => (
          <DoubtCard key={view.id} view={view} />
        ))}
      </ul>
      {aside.length > 0 && (
        <section>
          <h2 className={styles.subtitle}>{t('doubts.put_aside')}</h2>
          <ul className={styles.list}>
            {aside.map((view) => (
              <DoubtCard key={view.id} view={view} />
            ))}
          </ul>
        </section>
      )}
    </ScreenFrame>
  );
}
