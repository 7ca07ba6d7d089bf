import type { HealthItem } from '../../../shared/till-health.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { healthLooks } from './health-look.ts';
import { healthNext, healthSentence, nextPlace, placeWords } from './health-words.ts';
import styles from './status-screen.module.css';

/** Everything a payment needs, each with how it is doing and what to do about it. */
export function StatusScreen() {
  const { t } = useText();
  const { open } = useTill();
  const health = useSnapshot((snapshot) => snapshot.health);
  const version = useSnapshot((snapshot) => snapshot.version);
  return (
    <ScreenFrame
      title={t('health.title')}
      aside={
        <ActionButton variant="default" onPress={() => open({ name: 'opening_check' })}>
          {t('health.to_check')}
        </ActionButton>
      }
    >
      <p className={styles.say}>{t('health.say')}</p>
      <ul className={styles.list} aria-label={t('health.title')}>
        {health.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <p className={styles.small}>{t('status.version', { version })}</p>
    </ScreenFrame>
  );
}

function Item({ item }: { readonly item: HealthItem }) {
  const { t, locale } = useText();
  const { open } = useTill();
  const { tone, Icon } = healthLooks[item.state];
  const place = nextPlace(item);
  const next = healthNext(item, t);
  const { sinceMs } = item;
  const time = sinceMs === null ? null : formatMoment(sinceMs, Date.now(), locale);
  return (
    <li className={styles.item} data-health={item.id} data-health-code={item.code} data-tone={tone}>
      <span className={styles.sign}>
        <Icon size={26} />
      </span>
      <div>
        <h2 className={styles.name}>
          {t(`health.item.${item.id}`)}{' '}
          <span className={styles.state}>{t(`health.state.${item.state}`)}</span>
        </h2>
        <p className={styles.words}>
          {healthSentence(item, t)}
          {time !== null && (
            <span className={styles.small}>
              {' '}
              {t(item.id === 'tunnel' ? 'health.since' : 'health.seen', { time })}
            </span>
          )}
        </p>
        {next !== null && <p className={styles.words}>{next}</p>}
      </div>
      {place !== null && (
        <ActionButton variant="default" onPress={() => open(place)}>
          {placeWords(place, t)}
        </ActionButton>
      )}
    </li>
  );
}
