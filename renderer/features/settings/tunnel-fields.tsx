import { TextInput } from '@mantine/core';
import { tunnelKinds } from '../../../shared/tunnel.ts';
import { Choice } from '../../components/choice.tsx';
import { useText } from '../../i18n/text.ts';
import type { TunnelDraft } from './setting-draft.ts';

interface TunnelFieldsProps {
  readonly tunnel: TunnelDraft;
  readonly onTunnel: (tunnel: TunnelDraft) => void;
  readonly problemOf: (field: string) => string | null;
}

const fieldsOf = {
  none: [],
  ngrok: ['domain'],
  cloudflared: ['publicUrl', 'program'],
  own_url: ['publicUrl'],
} as const satisfies Readonly<Record<TunnelDraft['kind'], readonly (keyof TunnelDraft)[]>>;

/** How results get here, and the address each way needs. Its secret is set apart and never shown. */
export function TunnelFields({ tunnel, onTunnel, problemOf }: TunnelFieldsProps) {
  const { t } = useText();
  return (
    <>
      <Choice
        legend={t('setting.tunnel.which')}
        options={tunnelKinds.map((value) => ({ value, label: t(`setting.tunnel.kind.${value}`) }))}
        chosen={tunnel.kind}
        onChoose={(kind) => onTunnel({ ...tunnel, kind })}
      />
      {fieldsOf[tunnel.kind].map((field) => (
        <TextInput
          key={field}
          label={t(`setting.tunnel.${field}`)}
          description={t(`setting.tunnel.${field}_hint`)}
          error={problemOf(`tunnel.${field}`)}
          value={tunnel[field]}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onTunnel({ ...tunnel, [field]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}
