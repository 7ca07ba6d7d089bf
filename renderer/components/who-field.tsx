import { TextInput } from '@mantine/core';
import { useText } from '../i18n/text.ts';

interface WhoFieldProps {
  readonly who: string;
  readonly onWho: (who: string) => void;
}

/** Who does it. */
export function WhoField({ who, onWho }: WhoFieldProps) {
  const { t } = useText();
  return (
    <TextInput
      label={t('pin.who')}
      value={who}
      maxLength={60}
      autoComplete="off"
      onChange={(event) => onWho(event.currentTarget.value)}
    />
  );
}
