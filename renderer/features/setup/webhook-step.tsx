import type { TunnelView } from '../../../shared/tunnel.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { ClickPath } from './click-path.tsx';
import { CopyText } from './copy-text.tsx';
import { LinkButton } from './link-button.tsx';
import { SecretField } from './secret-field.tsx';
import { SelfTest } from './self-test.tsx';
import styles from './setup.module.css';
import { TunnelStateLine } from './tunnel-state-line.tsx';

/** Helcim's webhook page: what to paste there, what to paste back, and whether a message comes through. */
export function WebhookStep({ onGo }: { readonly onGo: (place: GuidePlace) => void }) {
  const { t } = useText();
  const { bridge } = useTill();
  const tunnel = useSnapshot((snapshot) => snapshot.tunnel);
  const isChosen = useSnapshot(
    ({ setup }) => setup.steps.find(({ id }) => id === 'results')?.state !== 'todo',
  );
  if (tunnel === null) {
    return (
      <>
        <Notice tone="quiet">
          <p>{t(isChosen ? 'setup.webhook.none' : 'setup.webhook.first')}</p>
        </Notice>
        <div className={styles.deeds}>
          <ActionButton variant="default" onPress={() => onGo('results')}>
            {t('setup.webhook.to_results')}
          </ActionButton>
        </div>
      </>
    );
  }
  const url = tunnel.publicUrl;
  return (
    <>
      <h3 className={styles.subtitle}>{t('setup.where')}</h3>
      <ClickPath
        steps={[
          t('setup.webhook.path.1'),
          <>
            <p className={styles.words}>{t('setup.webhook.path.2')}</p>
            {url === null ? (
              <p className={styles.small}>{t('setup.webhook.no_url')}</p>
            ) : (
              <CopyText key={url} label={t('setup.webhook.url')} text={url} />
            )}
          </>,
          t('setup.webhook.path.3'),
          t('setup.webhook.path.4'),
        ]}
      />
      <p className={styles.small}>{t('setup.webhook.probe')}</p>
      <p className={styles.small}>{t('setup.webhook.one_url')}</p>
      <div className={styles.deeds}>
        <LinkButton link="helcim_webhooks">{t('setup.read_more')}</LinkButton>
      </div>
      <div className={styles.group}>
        <SecretField
          name="verifier"
          saveLabel={t('setup.secret.keep')}
          onSave={(secret) => bridge.setup.saveSecret({ name: 'verifier', secret })}
        />
        <p className={styles.small}>{t('setup.webhook.old_stays')}</p>
      </div>
      <SelfTest />
      {!isSaidBySelfTest(tunnel) && <TunnelStateLine />}
    </>
  );
}

/** The result above says it with its reason. */
function isSaidBySelfTest({ state, cause, lastSelfTest }: TunnelView): boolean {
  if (cause === 'self_test_failed' || cause === 'self_test_warns') return true;
  return state === 'up' && lastSelfTest?.ok === true;
}
