import { Tabs } from '@mantine/core';
import { useStore } from 'zustand';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { ClickPath } from './click-path.tsx';
import { LinkButton } from './link-button.tsx';
import { SaidByPerson } from './said-by-person.tsx';
import styles from './setup.module.css';

const ways = ['device', 'account'] as const;
type Way = (typeof ways)[number];
const three = [1, 2, 3] as const;

/** Both ways into pairing mode, each with what it changes. */
export function PairingStep() {
  const { t } = useText();
  const { guide } = useTill();
  const way = useStore(guide.store, (state) => state.pairingWay);
  return (
    <>
      <p className={styles.words}>{t('setup.pairing.which')}</p>
      <Tabs
        value={way}
        onChange={(value) => guide.edit({ pairingWay: value === 'account' ? 'account' : 'device' })}
      >
        <Tabs.List>
          {ways.map((each) => (
            <Tabs.Tab key={each} value={each} mih="48px">
              {t(`setup.pairing.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ways.map((each) => (
          <Tabs.Panel key={each} value={each} pt="md">
            <PairingWay way={each} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <p className={styles.small}>{t('setup.pairing.receipts')}</p>
      <SaidByPerson
        step="pairing"
        confirm={t('setup.pairing.confirm')}
        confirmed={t('setup.pairing.confirmed')}
      />
    </>
  );
}

function PairingWay({ way }: { readonly way: Way }) {
  const { t } = useText();
  return (
    <div className={styles.step}>
      <p className={styles.words}>{t(`setup.pairing.${way}_sign`)}</p>
      <h3 className={styles.subtitle}>{t('setup.where')}</h3>
      <ClickPath steps={three.map((number) => t(`setup.pairing.${way}.path.${number}`))} />
      <h3 className={styles.subtitle}>{t('setup.pairing.after')}</h3>
      <ul className={styles.path}>
        {three.map((number) => (
          <li key={number}>{t(`setup.pairing.${way}_after.${number}`)}</li>
        ))}
      </ul>
      <div className={styles.deeds}>
        <LinkButton link={way === 'device' ? 'helcim_pairing_mode' : 'helcim_api_mode'}>
          {t(`setup.pairing.link_${way}`)}
        </LinkButton>
      </div>
    </div>
  );
}
