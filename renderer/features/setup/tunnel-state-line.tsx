import type { TunnelState } from '../../../shared/tunnel.ts';
import { AskIcon, CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/phase-look.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';

const looks: Readonly<Record<TunnelState, readonly [Tone, typeof CheckIcon]>> = {
  off: ['quiet', AskIcon],
  starting: ['busy', AskIcon],
  up: ['good', CheckIcon],
  degraded: ['warn', WarnIcon],
  down: ['bad', WarnIcon],
};

/** How the tunnel is doing, why, and what to do. */
export function TunnelStateLine() {
  const { t } = useText();
  const tunnel = useSnapshot((snapshot) => snapshot.tunnel);
  if (tunnel === null) return null;
  const [tone, Icon] = looks[tunnel.state];
  return (
    <div data-tunnel-state={tunnel.state}>
      <Notice tone={tone} role="status" icon={<Icon />}>
        <p>
          <strong>
            {t(`setting.tunnel.kind.${tunnel.kind}`)}: {t(`tunnel.state.${tunnel.state}`)}
          </strong>
        </p>
        {tunnel.cause !== null && <p>{t(`tunnel.cause.${tunnel.cause}`)}</p>}
        {tunnel.nextTryInMs !== null && (
          <p>{t('tunnel.next_try', { seconds: Math.ceil(tunnel.nextTryInMs / 1_000) })}</p>
        )}
        {tunnel.detail !== null && <p>{t('check.detail', { detail: tunnel.detail })}</p>}
      </Notice>
    </div>
  );
}
