import type { AttemptView, TerminalView } from '../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { useText } from '../i18n/text.ts';
import { useMoney } from './money.tsx';
import styles from './terminal-choice.module.css';

interface TerminalChoiceProps {
  readonly terminals: readonly TerminalView[];
  readonly openAttempts: readonly AttemptView[];
  readonly chosen: string | null;
  readonly isLocked: boolean;
  readonly onChoose: (code: TerminalCode) => void;
}

/** One card per paired terminal; a busy one cannot be chosen and says why. */
export function TerminalChoice(props: TerminalChoiceProps) {
  const { t } = useText();
  return (
    <fieldset className={styles.choice} disabled={props.isLocked}>
      <legend className={styles.legend}>{t('charge.terminal')}</legend>
      {props.terminals.map((terminal) => (
        <TerminalCard key={terminal.code} terminal={terminal} {...props} />
      ))}
    </fieldset>
  );
}

function TerminalCard({
  terminal,
  openAttempts,
  chosen,
  onChoose,
}: TerminalChoiceProps & { readonly terminal: TerminalView }) {
  const { t } = useText();
  const money = useMoney();
  const { code, nickname, openAttemptId } = terminal;
  const open = openAttempts.find((view) => view.id === openAttemptId);
  const isBusy = openAttemptId !== null;
  const busyWords = open
    ? t('charge.busy', { amount: money(open.amountCents, open.currency) })
    : t('charge.busy_plain');
  const isSilent = terminal.lastPing !== null && terminal.lastPing.answer !== 'listening';
  return (
    <label className={styles.card} data-chosen={chosen === code} data-busy={isBusy}>
      <input
        type="radio"
        name="terminal"
        className={styles.radio}
        value={code}
        checked={chosen === code}
        disabled={isBusy}
        // A terminal is known by the code that main handed out, so it is one.
        onChange={() => onChoose(code as TerminalCode)}
      />
      <span className={styles.names}>
        <span className={styles.name}>{nickname ?? code}</span>
        <span className={styles.small}>
          {[
            nickname === null ? null : code,
            terminal.isDefault ? t('terminals.default') : null,
            isBusy ? busyWords : null,
            !isBusy && isSilent ? t('charge.last_ping_bad') : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </label>
  );
}
