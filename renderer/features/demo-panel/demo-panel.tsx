import { BackIcon, TerminalIcon } from '../../components/icons.tsx';
import { useText } from '../../i18n/text.ts';
import { useScreenState, useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './demo-panel.module.css';
import { VirtualTerminalCard } from './virtual-terminal-card.tsx';

/** Beside the app in practice mode: the terminals on the counter and the customer's hands. */
export function DemoPanel() {
  const { t } = useText();
  const { screens } = useTill();
  const terminals = useSnapshot((snapshot) => snapshot.virtualTerminals);
  const isOpen = useScreenState((state) => state.isDemoPanelOpen);
  if (terminals === null) return null;
  const toggle = () => screens.setState((state) => ({ isDemoPanelOpen: !state.isDemoPanelOpen }));
  return (
    <aside className={styles.panel} data-open={isOpen} aria-label={t('demo.title')}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-label={t(isOpen ? 'demo.hide' : 'demo.show')}
        onClick={toggle}
      >
        <TerminalIcon />
        {isOpen && (
          <>
            <span className={styles.title}>{t('demo.title')}</span>
            <span className={styles.arrow}>
              <BackIcon size={20} />
            </span>
          </>
        )}
      </button>
      {isOpen && (
        <div className={styles.list}>
          <p className={styles.intro}>{t(terminals.length === 0 ? 'demo.none' : 'demo.intro')}</p>
          {terminals.map((terminal) => (
            <VirtualTerminalCard key={terminal.code} terminal={terminal} />
          ))}
        </div>
      )}
    </aside>
  );
}
