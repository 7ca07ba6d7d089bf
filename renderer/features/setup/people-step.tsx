import { useState } from 'react';
import type { ShopSettingName } from '../../../shared/shop-settings.ts';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useText } from '../../i18n/text.ts';
import { ManagerPart } from '../settings/manager-part.tsx';
import { SettingDialog } from '../settings/setting-dialog.tsx';
import { SettingRow } from '../settings/setting-row.tsx';
import { useShopSettings } from '../settings/use-shop-settings.ts';
import { SaidByPerson } from './said-by-person.tsx';
import styles from './setup.module.css';

const asked = [
  'cashiers',
  'tillsOnAccount',
  'walkInCustomerCode',
] as const satisfies readonly ShopSettingName[];

/** The manager's PIN, who stands at the till, and what Helcim should know of the shop. */
export function PeopleStep() {
  const { t } = useText();
  const { view, error, take } = useShopSettings();
  const [edited, setEdited] = useState<ShopSettingName | null>(null);
  const [saved, setSaved] = useState<ShopSettingName | null>(null);
  return (
    <>
      <ManagerPart />
      <section className={styles.group} aria-labelledby="shop-title">
        <h3 id="shop-title" className={styles.subtitle}>
          {t('setup.people.shop_title')}
        </h3>
        {saved !== null && (
          <Notice tone="good" role="status">
            <p>{t('settings.saved', { name: t(`setting.${saved}.name`) })}</p>
          </Notice>
        )}
        {error !== null && <Refusal error={error} />}
        {view === null && error === null && <p role="status">{t('settings.loading')}</p>}
        {view !== null &&
          asked.map((name) => (
            <SettingRow
              key={name}
              name={name}
              view={view}
              onChange={() => {
                setSaved(null);
                setEdited(name);
              }}
            />
          ))}
      </section>
      <SaidByPerson
        step="people"
        confirm={t('setup.people.confirm')}
        confirmed={t('setup.people.confirmed')}
      />
      {view !== null && edited !== null && (
        <SettingDialog
          name={edited}
          view={view}
          onBack={() => setEdited(null)}
          onSaved={(next) => {
            take(next);
            setSaved(edited);
            setEdited(null);
          }}
        />
      )}
    </>
  );
}
