import type { ComponentType } from 'react';
import {
  CardIcon,
  HistoryIcon,
  QuestionIcon,
  RefundIcon,
  ScalesIcon,
  SettingsIcon,
  TerminalIcon,
} from '../../components/icons.tsx';
import { useText } from '../../i18n/text.ts';
import { needsPerson } from '../../state/pending-attempts.ts';
import { useScreenState, useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './navigation.module.css';
import { type NamedScreen, screenKeys } from './shortcuts.ts';

const icons: Readonly<Record<NamedScreen, ComponentType<{ readonly size?: number }>>> = {
  charge: CardIcon,
  refund: RefundIcon,
  terminals: TerminalIcon,
  history: HistoryIcon,
  doubts: QuestionIcon,
  settings: SettingsIcon,
  day_close: ScalesIcon,
};

const homes: Readonly<Record<string, NamedScreen>> = {
  charge: 'charge',
  attempt: 'charge',
  refund: 'refund',
  terminals: 'terminals',
  doubts: 'doubts',
  history: 'history',
  detail: 'history',
  settings: 'settings',
  day_close: 'day_close',
  setup: 'settings',
  status: 'settings',
  opening_check: 'settings',
};

/** The screens, each with its key; a number beside the two that wait for somebody. */
export function Navigation() {
  const { t } = useText();
  const till = useTill();
  const screen = useScreenState((state) => state.screen.name);
  const counts = useCounts();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {(Object.keys(screenKeys) as NamedScreen[]).map((name) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            className={styles.item}
            aria-current={homes[screen] === name ? 'page' : undefined}
            aria-keyshortcuts={screenKeys[name]}
            onClick={() => till.open({ name })}
          >
            <Icon size={20} />
            {t(`nav.${name}`)}
            <Count count={counts[name] ?? 0} />
            <span className={styles.key} aria-hidden="true">
              {screenKeys[name]}
            </span>
          </button>
        );
      })}
    </nav>
  );
}

/** What waits on a screen for somebody: refunds whose batch has closed by now, and attempts without a known end. */
function useCounts(): Partial<Readonly<Record<NamedScreen, number>>> {
  const refund = useSnapshot(
    ({ reminders }) => reminders.filter((each) => each.refundableAtMs !== null).length,
  );
  const doubts = useSnapshot(({ unknowns }) => unknowns.filter(needsPerson).length);
  return { refund, doubts };
}

function Count({ count }: { readonly count: number }) {
  const { t } = useText();
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{t('nav.count', { count })}</span>
    </span>
  );
}
