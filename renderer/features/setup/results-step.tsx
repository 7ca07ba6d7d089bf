import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type TunnelKind, tunnelKinds } from '../../../shared/tunnel.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useText } from '../../i18n/text.ts';
import type { WayDraft } from '../../state/guide-store.ts';
import { useTill } from '../../state/till-context.tsx';
import { useShopSettings } from '../settings/use-shop-settings.ts';
import { SecretField } from './secret-field.tsx';
import styles from './setup.module.css';
import { TunnelStateLine } from './tunnel-state-line.tsx';
import { wayOf } from './way-edit.ts';
import { WayForm } from './way-form.tsx';

/** How results get here: four ways, each with what it gives and costs. */
export function ResultsStep() {
  const { t } = useText();
  const { guide } = useTill();
  const { view, error, take } = useShopSettings();
  const typed = useStore(guide.store, (state) => state.way);
  if (error !== null) return <Refusal error={error} />;
  if (view === null) return <p role="status">{t('settings.loading')}</p>;
  const inUse = wayOf(view.values.tunnel);
  const draft = typed ?? inUse;
  const edit = (fields: Partial<WayDraft>) => guide.edit({ way: { ...draft, ...fields } });
  return (
    <>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t('setup.results.choose')}</legend>
        {tunnelKinds.map((kind) => (
          <Fragment key={kind}>
            <label className={styles.way}>
              <input
                type="radio"
                name="way"
                value={kind}
                checked={draft.kind === kind}
                onChange={() => edit({ kind })}
              />
              <strong>{t(`setting.tunnel.kind.${kind}`)}</strong>
              <span>{t(`setup.results.${kind}.gives`)}</span>
              <span className={styles.small}>{t(`setup.results.${kind}.costs`)}</span>
            </label>
            {draft.kind === kind && (
              <Chosen isJustChosen={typed !== null}>
                <WayForm
                  draft={draft}
                  inUse={view.values.tunnel}
                  onEdit={edit}
                  onSaved={(next) => {
                    take(next);
                    guide.edit({ way: null });
                  }}
                />
                <WaySecret kind={kind} />
              </Chosen>
            )}
          </Fragment>
        ))}
      </fieldset>
      <TunnelStateLine />
    </>
  );
}

/** What the chosen way asks for, right below it: brought into sight when somebody has just chosen it. */
function Chosen({
  isJustChosen,
  children,
}: {
  readonly isJustChosen: boolean;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [isWanted] = useState(isJustChosen);
  useEffect(() => {
    if (isWanted) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isWanted]);
  return (
    <div ref={place} className={styles.way_form}>
      {children}
    </div>
  );
}

const secretsOf = { ngrok: 'ngrokAuthtoken', cloudflared: 'cloudflaredToken' } as const;

/** What the provider knows this till by, where the way has a provider. */
function WaySecret({ kind }: { readonly kind: TunnelKind }) {
  const { t } = useText();
  const { bridge } = useTill();
  if (kind !== 'ngrok' && kind !== 'cloudflared') return null;
  const name = secretsOf[kind];
  return (
    <div className={styles.group}>
      <SecretField
        key={name}
        name={name}
        saveLabel={t('setup.secret.keep')}
        onSave={(secret) => bridge.setup.saveSecret({ name, secret })}
      />
    </div>
  );
}
