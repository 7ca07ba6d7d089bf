import { ActionButton } from '../../components/action-button.tsx';
import { LockIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './settings-screen.module.css';

/** While the till is locked: looking is free, a change asks for the PIN. */
export function LockedNotice() {
  const { t } = useText();
  const { unlock } = useTill();
  const isLocked = useSnapshot(({ session }) => session.role === 'cashier');
  if (!isLocked) return null;
  return (
    <Notice tone="quiet" icon={<LockIcon />}>
      <div className={styles.line}>
        <p className={styles.words}>{t('settings.locked')}</p>
        <ActionButton variant="default" onPress={() => void unlock.ask()}>
          {t('session.unlock')}
        </ActionButton>
      </div>
    </Notice>
  );
}

/** What is wrong with the settings file, what holds meanwhile, and what to do. */
export function SettingsProblemNotice() {
  const { t } = useText();
  const problem = useSnapshot(({ settingsProblem }) => settingsProblem);
  if (problem === null) return null;
  const { code, names, keptAs, cause } = problem;
  return (
    <Notice tone="warn" icon={<WarnIcon />} role="status">
      <p data-settings-problem={code}>{t(`settings.problem.${code}.what`)}</p>
      <p>{t(`settings.problem.${code}.money`)}</p>
      <p>{t(`settings.problem.${code}.next`)}</p>
      {names.length > 0 && (
        <p className={styles.small}>{t('settings.problem.names', { names: names.join(', ') })}</p>
      )}
      {keptAs !== null && <p className={styles.small}>{t('settings.problem.kept_as', { name: keptAs })}</p>}
      {cause !== null && <p className={styles.small}>{cause}</p>}
    </Notice>
  );
}
