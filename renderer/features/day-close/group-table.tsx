import { type CloseGroup, type CloseKind, closeKinds, type KindTallies } from '../../../shared/day-close.ts';
import type { CloseWords } from './close-words.ts';
import { SidesHead } from './sides-head.tsx';
import styles from './tables.module.css';

interface GroupTableProps {
  readonly title: string;
  readonly groups: readonly CloseGroup[];
  readonly nameOf: (key: string | null) => string;
  readonly words: CloseWords;
}

/** Counts and sums of each group, both sides beside each other; kinds that nobody has are left out. */
export function GroupTable({ title, groups, nameOf, words }: GroupTableProps) {
  const { t } = words;
  const kinds = closeKinds.filter((kind) => kind === 'sale' || groups.some((group) => hasAny(group, kind)));
  if (groups.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <SidesHead of={t('dayClose.what')} words={words} />
          <tbody>
            {groups.map((group) => (
              <tr key={group.key ?? ' none'} data-group={group.key ?? 'none'}>
                <th scope="row">{nameOf(group.key)}</th>
                <td data-money>
                  <Lines tallies={group.ours} kinds={kinds} words={words} />
                </td>
                <td data-money>
                  {group.helcim === null ? (
                    t('dayClose.not_read')
                  ) : (
                    <Lines tallies={group.helcim} kinds={kinds} words={words} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface LinesProps {
  readonly tallies: KindTallies;
  readonly kinds: readonly CloseKind[];
  readonly words: CloseWords;
}

function Lines({ tallies, kinds, words }: LinesProps) {
  const used = kinds.filter((kind) => kind === 'sale' || tallies[kind].count > 0);
  return used.map((kind) => (
    <span key={kind} className={styles.line}>
      {kinds.length > 1 && <span className={styles.lineName}>{words.t(`dayClose.kind.${kind}`)}</span>}
      {words.tally(tallies[kind])}
    </span>
  ));
}

function hasAny({ ours, helcim }: CloseGroup, kind: CloseKind): boolean {
  return ours[kind].count > 0 || (helcim?.[kind].count ?? 0) > 0;
}
