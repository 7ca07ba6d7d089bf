import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { ManagerPart } from './manager-part.tsx';

/** What a manager sets for this till. */
export function SettingsScreen() {
  const { t } = useText();
  return (
    <ScreenFrame title={t('settings.title')}>
      <ManagerPart />
    </ScreenFrame>
  );
}
