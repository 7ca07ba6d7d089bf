import type { TunnelKind } from '../../../shared/tunnel.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { ClickPath } from './click-path.tsx';
import { LinkButton } from './link-button.tsx';
import styles from './setup.module.css';

/** What has to be done at the provider before the fields can be filled. */
export function WayHelp({ kind }: { readonly kind: TunnelKind }) {
  const { t } = useText();
  const webhookUrl = useSnapshot(({ webhook }) => webhook.localUrl);
  const localUrl = webhookUrl === null ? 'http://127.0.0.1' : new URL(webhookUrl).origin;
  switch (kind) {
    case 'none':
      return null;
    case 'ngrok':
      return (
        <>
          <ClickPath steps={([1, 2, 3] as const).map((number) => t(`setup.results.ngrok.path.${number}`))} />
          <div className={styles.deeds}>
            <LinkButton link="ngrok_domains">{t('setup.results.link.ngrok_domains')}</LinkButton>
            <LinkButton link="ngrok_authtoken">{t('setup.results.link.ngrok_authtoken')}</LinkButton>
          </div>
        </>
      );
    case 'cloudflared':
      return (
        <>
          <ClickPath
            steps={([1, 2, 3] as const).map((number) =>
              t(`setup.results.cloudflared.path.${number}`, { localUrl }),
            )}
          />
          <div className={styles.deeds}>
            <LinkButton link="cloudflared_download">
              {t('setup.results.link.cloudflared_download')}
            </LinkButton>
          </div>
        </>
      );
    case 'own_url':
      return (
        <ClickPath
          steps={([1, 2] as const).map((number) => t(`setup.results.own_url.path.${number}`, { localUrl }))}
        />
      );
  }
}
