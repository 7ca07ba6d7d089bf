import { useState } from 'react';
import type { TerminalView } from '../../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { NicknameForm } from './nickname-form.tsx';
import { PingResult } from './ping-result.tsx';
import styles from './terminals-screen.module.css';
import { UnpairDialog } from './unpair-dialog.tsx';

/** One paired terminal: its name, its last ping, and what can be done with it. */
export function PairedTerminal({ terminal }: { readonly terminal: TerminalView }) {
  const { t } = useText();
  const { bridge, open } = useTill();
  const call = useCall();
  const [mode, setMode] = useState<'view' | 'rename' | 'unpair'>('view');
  const code = terminal.code as TerminalCode;
  const { openAttemptId } = terminal;
  const isBusy = openAttemptId !== null;
  const whyId = `why-${code}`;
  return (
    <article className={styles.panel} data-terminal-code={code} aria-label={code}>
      <div className={styles.names}>
        <span className={styles.name}>{terminal.nickname ?? code}</span>
        {terminal.nickname !== null && <span className={styles.code}>{code}</span>}
        {terminal.isDefault && <span className={styles.tag}>{t('terminals.default')}</span>}
      </div>
      <PingResult ping={terminal.lastPing} />
      {mode === 'rename' && <NicknameForm terminal={terminal} onDone={() => setMode('view')} />}
      {isBusy && (
        <p id={whyId} className={styles.words}>
          {t('terminals.ping_busy')} {t('terminals.unpair_busy')}
        </p>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
      <div className={styles.deeds}>
        {openAttemptId !== null && (
          <ActionButton onPress={() => open({ name: 'attempt', attemptId: openAttemptId })}>
            {t('terminals.open_payment')}
          </ActionButton>
        )}
        <ActionButton
          variant="default"
          disabled={isBusy || call.isBusy}
          describedBy={isBusy ? whyId : undefined}
          onPress={() => void call.run(() => bridge.terminals.ping({ code }))}
        >
          {t(call.isBusy ? 'terminals.pinging' : 'terminals.ping')}
        </ActionButton>
        {mode !== 'rename' && (
          <ActionButton variant="default" onPress={() => setMode('rename')}>
            {t('terminals.rename')}
          </ActionButton>
        )}
        {!terminal.isDefault && (
          <ActionButton
            variant="default"
            onPress={() => void call.run(() => bridge.terminals.setDefault({ code }))}
          >
            {t('terminals.make_default')}
          </ActionButton>
        )}
        <ActionButton
          variant="default"
          disabled={isBusy}
          describedBy={isBusy ? whyId : undefined}
          onPress={() => setMode('unpair')}
        >
          {t('terminals.unpair')}
        </ActionButton>
      </div>
      {mode === 'unpair' && <UnpairDialog terminal={terminal} onClose={() => setMode('view')} />}
    </article>
  );
}
