import { useText } from '../../i18n/text.ts';
import styles from './setup.module.css';

/** What to choose under Access Restrictions. @see https://devdocs.helcim.com/docs/creating-an-api-access-token */
export function TokenRights() {
  const { t } = useText();
  const rows = [
    ['processing', t('setup.token.right.processing_choose'), t('setup.token.right.processing_why')],
    ['processing_only', t('setup.token.right.processing_only'), t('setup.token.right.processing_only_why')],
    ['general', 'Read', t('setup.token.right.general_why')],
    ['settings', 'Read', t('setup.token.right.settings_why')],
  ] as const;
  const nameOf = (id: (typeof rows)[number][0]) =>
    id === 'processing_only' ? t('setup.token.right.processing') : t(`setup.token.right.${id}`);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('setup.token.rights')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('setup.token.right_name')}</th>
          <th scope="col">{t('setup.token.right_choose')}</th>
          <th scope="col">{t('setup.token.right_why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, choose, why]) => (
          <tr key={id}>
            <th scope="row">{nameOf(id)}</th>
            <td>
              <strong>{choose}</strong>
            </td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
