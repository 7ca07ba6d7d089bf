import { useId } from 'react';
import styles from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
  /** True for short words that stand side by side. */
  readonly isGrid?: boolean;
  readonly isLocked?: boolean;
}

/** One of a few, each a line to press. */
export function Choice<Value extends string>({
  legend,
  options,
  chosen,
  onChoose,
  isGrid = false,
  isLocked = false,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice} data-grid={isGrid} disabled={isLocked}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className={styles.option}>
          <input
            type="radio"
            className={styles.radio}
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
