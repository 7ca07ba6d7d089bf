/** How each setting is checked, for main alone: the words of the window are the messages of the schemas. */
import { z } from 'zod';
import { isTimeZone } from './business-day.ts';
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
import type { TunnelChoice } from './tunnel-choice.ts';

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

const domainShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** TLS, a name or address, at most a port and a path. */
const urlShape = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/i;
/** Helcim refuses an address with its own name in it. @see https://devdocs.helcim.com/docs/webhooks */
const namesHelcim = (text: string) => text.toLowerCase().includes('helcim');
const domain = line(253)
  .refine((text) => domainShape.test(text), says('bad_domain'))
  .refine((text) => !namesHelcim(text), says('names_helcim'));
const publicUrl = line(200)
  .refine((text) => urlShape.test(text), says('bad_url'))
  .refine((text) => !namesHelcim(text), says('names_helcim'));
const program = line(400)
  .refine((text) => /^(?:\/|[A-Za-z]:[\\/])/.test(text), says('bad_program'))
  .nullable();
const tunnel: z.ZodType<TunnelChoice> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('ngrok'), domain }),
    z.strictObject({ kind: z.literal('cloudflared'), publicUrl, program }),
    z.strictObject({ kind: z.literal('own_url'), publicUrl }),
  ],
  says('not_a_choice'),
);

export const shopSchemas = {
  theme: z.enum(['light', 'dark', 'system'], says('not_a_choice')),
  language: z.enum(['en'], says('not_a_choice')),
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
  tunnel,
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
  const problem = settingProblems.find((each) => each === issue.message) ?? 'invalid';
  return { field: [name, ...issue.path.map(String)].join('.'), problem };
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
