import type { SettingsView, ShopSettingName } from '../../../shared/shop-settings.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './setting-row.module.css';
import { settingWords } from './setting-words.ts';

interface SettingRowProps {
  readonly name: ShopSettingName;
  readonly view: SettingsView;
  readonly onChange: () => void;
}

/** One setting: what it is, what it is set to, and what it would be by itself. */
export function SettingRow({ name, view, onChange }: SettingRowProps) {
  const { t, locale } = useText();
  const words = settingWords(name, view.values[name], t, locale);
  const ownWords = settingWords(name, view.defaults[name], t, locale);
  return (
    <div className={styles.row} data-setting={name}>
      <div className={styles.texts}>
        <h3 className={styles.name} id={`setting-${name}`}>
          {t(`setting.${name}.name`)}
        </h3>
        <p className={styles.say}>{t(`setting.${name}.say`)}</p>
      </div>
      <div className={styles.value}>
        <p className={styles.words}>{words}</p>
        <p className={styles.say}>
          {words === ownWords ? t('settings.is_default') : t('settings.default', { value: ownWords })}
        </p>
      </div>
      <ActionButton variant="default" describedBy={`setting-${name}`} onPress={onChange}>
        {t('settings.change')}
      </ActionButton>
    </div>
  );
}
