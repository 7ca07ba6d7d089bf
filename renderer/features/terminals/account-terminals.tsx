import { useEffect, useRef, useState } from 'react';
import type { DiscoveredTerminal } from '../../../shared/ipc-contract.ts';
import { parseTerminalCode } from '../../../shared/terminal-code.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './terminals-screen.module.css';

/** The terminals Helcim lists for this account, each one press away from being paired. */
export function AccountTerminals() {
  const { t } = useText();
  const { bridge } = useTill();
  const look = useCall();
  const [found, setFound] = useState<readonly DiscoveredTerminal[] | null>(null);
  const hasLooked = useRef(false);
  const discover = async () => {
    const answer = await look.run(() => bridge.terminals.discover(null));
    if (answer !== null) setFound(answer.value);
  };
  // Asked once when the screen opens; the button asks again.
  useEffect(() => {
    if (hasLooked.current) return;
    hasLooked.current = true;
    void discover();
  });
  return (
    <section className={styles.panel} aria-labelledby="account-title">
      <h2 id="account-title" className={styles.subtitle}>
        {t('terminals.account')}
      </h2>
      {look.error !== null && <Refusal error={look.error} />}
      {found !== null && found.length === 0 && <p className={styles.words}>{t('terminals.none_found')}</p>}
      {found !== null && found.length > 0 && (
        <ul className={styles.found}>
          {found.map((terminal) => (
            <FoundTerminal key={terminal.code} terminal={terminal} />
          ))}
        </ul>
      )}
      <div className={styles.deeds}>
        <ActionButton variant="default" disabled={look.isBusy} onPress={() => void discover()}>
          {t(look.isBusy ? 'terminals.looking' : 'terminals.refresh')}
        </ActionButton>
      </div>
    </section>
  );
}

function FoundTerminal({ terminal }: { readonly terminal: DiscoveredTerminal }) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const isPaired = useSnapshot((snapshot) => snapshot.terminals.some(({ code }) => code === terminal.code));
  const code = parseTerminalCode(terminal.code);
  return (
    <li data-terminal-code={terminal.code}>
      <span className={styles.code}>{terminal.code}</span>
      {isPaired && <span className={styles.words}>{t('terminals.already')}</span>}
      {!isPaired && code !== null && (
        <ActionButton
          aria-label={t('terminals.pair_code', { code })}
          loading={call.isBusy}
          onPress={() => void call.run(() => bridge.terminals.pair({ code, nickname: null }))}
        >
          {t('terminals.pair')}
        </ActionButton>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </li>
  );
}
