import { type ReactNode, useState } from 'react';
import type { SettingsView, ShopSettingName } from '../../../shared/shop-settings.ts';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { ChangesPart } from './changes-part.tsx';
import { FilePart } from './file-part.tsx';
import { ManagerPart } from './manager-part.tsx';
import { SearchField } from './search-field.tsx';
import { SettingDialog } from './setting-dialog.tsx';
import { type FoundGroup, findSettings, type SettingGroup } from './setting-groups.ts';
import { SettingRow } from './setting-row.tsx';
import { LockedNotice, SettingsProblemNotice } from './settings-notices.tsx';
import styles from './settings-screen.module.css';
import { SetupPart } from './setup-part.tsx';
import { useShopSettings } from './use-shop-settings.ts';

/** What a manager sets for this till, in groups, with a search over all of it. */
export function SettingsScreen() {
  const { t } = useText();
  const { view, error, take } = useShopSettings();
  const [query, setQuery] = useState('');
  const [edited, setEdited] = useState<ShopSettingName | null>(null);
  const [saved, setSaved] = useState<ShopSettingName | null>(null);
  const [changeCount, setChangeCount] = useState(0);
  const found = findSettings(query, t);
  const taken = (next: SettingsView) => {
    take(next);
    setChangeCount((count) => count + 1);
  };
  const begin = (name: ShopSettingName) => {
    setSaved(null);
    setEdited(name);
  };
  return (
    <ScreenFrame title={t('settings.title')}>
      <SetupPart />
      <SettingsProblemNotice />
      <LockedNotice />
      <SearchField query={query} onQuery={setQuery} count={found.length} />
      {saved !== null && (
        <Notice tone="good" role="status">
          <p>{t('settings.saved', { name: t(`setting.${saved}.name`) })}</p>
        </Notice>
      )}
      {error !== null && <Refusal error={error} />}
      {view === null && error === null && <p role="status">{t('settings.loading')}</p>}
      {found.length === 0 && <p className={styles.words}>{t('settings.found_none')}</p>}
      {view !== null &&
        found.map((each) => (
          <Group key={each.group} found={each}>
            {each.settings.map((name) => (
              <SettingRow key={name} name={name} view={view} onChange={() => begin(name)} />
            ))}
            {each.isWhole && <GroupBody group={each.group} onTaken={taken} version={changeCount} />}
          </Group>
        ))}
      {view !== null && edited !== null && (
        <SettingDialog
          name={edited}
          view={view}
          onBack={() => setEdited(null)}
          onSaved={(next) => {
            taken(next);
            setSaved(edited);
            setEdited(null);
          }}
        />
      )}
    </ScreenFrame>
  );
}

/** The manager's part brings its own frame. */
function Group({
  found: { group, settings },
  children,
}: {
  readonly found: FoundGroup;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  if (group === 'manager' && settings.length === 0) return children;
  return (
    <section className={styles.part} aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`} className={styles.title}>
        {t(`settings.group.${group}`)}
      </h2>
      {children}
    </section>
  );
}

interface GroupBodyProps {
  readonly group: SettingGroup;
  readonly onTaken: (view: SettingsView) => void;
  /** Rises with every change that was made here. */
  readonly version: number;
}

/** What a group holds beside single settings. */
function GroupBody({ group, onTaken, version }: GroupBodyProps) {
  switch (group) {
    case 'manager':
      return <ManagerPart />;
    case 'file':
      return <FilePart onTaken={onTaken} />;
    case 'changes':
      return <ChangesPart version={version} />;
    default:
      return null;
  }
}
