import type { CloseWords } from './close-words.ts';

interface SidesHeadProps {
  /** What the rows are. */
  readonly of: string;
  /** Sides beside our ledger and Helcim's rows. */
  readonly more?: readonly string[];
  readonly words: CloseWords;
}

/** The head of a table that lays both sides of the day beside each other. */
export function SidesHead({ of, more = [], words: { t } }: SidesHeadProps) {
  const sides = [t('dayClose.ours'), t('dayClose.helcim'), ...more];
  return (
    <thead>
      <tr>
        <th scope="col">{of}</th>
        {sides.map((side) => (
          <th key={side} scope="col" data-money>
            {side}
          </th>
        ))}
      </tr>
    </thead>
  );
}
