/** One change of the program that breaks a promise; the histories have to notice. */
export interface PlantedBug {
  readonly name: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** From the repository's root. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly put: string;
}

export function bug(
  name: string,
  file: string,
  find: string,
  put: string,
  ...more: readonly Edit[]
): PlantedBug {
  return { name, edits: [{ file, find, put }, ...more] };
}
