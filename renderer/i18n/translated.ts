/**
 * The same part of the catalogue in another language: every key of the English one and no other. French counts in one
 * category more than English, so each plural has its `_many` too (whole millions).
 */
export type Translated<English> = { readonly [Key in keyof English]: string } & {
  readonly [Key in keyof English as Key extends `${infer Base}_other` ? `${Base}_many` : never]: string;
};
