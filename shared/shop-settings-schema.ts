/** How each setting is checked, for main alone: the words of the window are the messages of the schemas. */
import { z } from 'zod';
import { isTimeZone } from './business-day.ts';
import { languages } from './language.ts';
import { publicUrlProblems } from './public-url.ts';
import {
  type Cashier,
  type FieldProblem,
  type SettingProblem,
  type SettingsPatch,
  type ShopSettingName,
  type ShopSettings,
  settingProblems,
  shopBounds,
  shopSettingNames,
} from './shop-settings.ts';
import { tunnelSettingsSchema } from './tunnel-settings.ts';

const says = (problem: SettingProblem) => ({ error: problem });
const whole = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.int(says('not_whole')).min(min, says('too_small')).max(max, says('too_big'));
const controlCharacter = /\p{Cc}/u;
/** One line, trimmed. */
const line = (lengthMax: number) =>
  z
    .string(says('needed'))
    .trim()
    .min(1, says('needed'))
    .max(lengthMax, says('too_long'))
    .refine((text) => !controlCharacter.test(text) && text.isWellFormed(), says('bad_text'));

const cashier = z.strictObject(
  { number: whole(shopBounds.cashiers).nullable(), name: line(shopBounds.cashiers.lengthMax) },
  says('invalid'),
);

export const shopSchemas = {
  theme: z.enum(['light', 'dark', 'system'], says('not_a_choice')),
  language: z.enum(languages, says('not_a_choice')),
  tillsOnAccount: whole(shopBounds.tillsOnAccount),
  timeZone: z.string(says('unknown_zone')).refine(isTimeZone, says('unknown_zone')).nullable(),
  cutOverHour: whole(shopBounds.cutOverHour),
  cashiers: z
    .array(cashier, says('invalid'))
    .max(shopBounds.cashiers.countMax, says('list_full'))
    .superRefine(refuseTwins),
  walkInCustomerCode: line(shopBounds.walkInCustomerCode.lengthMax).nullable(),
  lockAfterMinutes: whole(shopBounds.lockAfterMinutes).nullable(),
  webhookPort: whole(shopBounds.webhookPort).nullable(),
  tunnel: tunnelSettingsSchema,
} as const satisfies { readonly [Name in ShopSettingName]: z.ZodType<ShopSettings[Name]> };

export type CheckedPatch =
  | { readonly ok: true; readonly values: Partial<ShopSettings> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Everything that is wrong, not only the first thing. */
export function checkPatch(patch: SettingsPatch): CheckedPatch {
  const values: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const name of shopSettingNames) {
    if (!(name in patch)) continue;
    const result = shopSchemas[name].safeParse(patch[name]);
    if (result.success) values[name] = result.data;
    else problems.push(...result.error.issues.map((issue) => problemOf(name, issue)));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values };
}

function problemOf(name: ShopSettingName, issue: z.core.$ZodIssue): FieldProblem {
  const own = settingProblems.find((each) => each === issue.message);
  const problem = own ?? (name === 'tunnel' ? tunnelProblem(issue) : 'invalid');
  return { field: [name, ...issue.path.map(String)].join('.'), problem };
}

/** The tunnel's own schema knows addresses in more detail than the settings have words for. */
function tunnelProblem({ path, message }: z.core.$ZodIssue): SettingProblem {
  if (message === 'empty') return 'needed';
  if (path[0] === 'program') return 'bad_program';
  if (path[0] === 'kind') return 'not_a_choice';
  if (!publicUrlProblems.some((each) => each === message)) return 'invalid';
  return path[0] === 'domain' ? 'bad_domain' : 'bad_url';
}

/** A number or a name that two people share would put one's work down to the other. */
function refuseTwins(cashiers: readonly Cashier[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  cashiers.forEach(({ number, name }, index) => {
    const keys = [
      ['name', `name ${name.toLowerCase()}`],
      ['number', number === null ? null : `number ${number}`],
    ] as const;
    for (const [part, key] of keys) {
      if (key !== null && seen.has(key))
        context.addIssue({ code: 'custom', message: 'twice' satisfies SettingProblem, path: [index, part] });
      if (key !== null) seen.add(key);
    }
  });
}
