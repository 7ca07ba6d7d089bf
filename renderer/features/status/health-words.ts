/** What the status says of each thing, and where its next step leads. Pure. */
import type { SetupStepId } from '../../../shared/setup.ts';
import type { HealthCode, HealthItem } from '../../../shared/till-health.ts';
import type { Text } from '../../i18n/en.ts';
import { textOrNull } from '../../i18n/text.ts';
import type { Screen } from '../../state/screen-store.ts';

/** How many things need somebody; what is not known yet needs nobody. */
export function attentionCount(items: readonly HealthItem[]): number {
  return items.filter(({ state }) => state === 'warn' || state === 'bad').length;
}

export function healthSentence({ code, values }: HealthItem, t: Text): string {
  const direction = values.direction === 'ahead' ? 'ahead' : 'behind';
  return t(`health.${code}.say`, { ...values, direction: t(`health.clock_direction.${direction}`) });
}

/** What to do; null where there is nothing. */
export function healthNext({ code }: HealthItem, t: Text): string | null {
  return textOrNull(`health.${code}.next`, t);
}

const toStep = (step: SetupStepId): Screen => ({ name: 'setup', step });

/** Only where there is something to be done that a screen of ours is for. */
const places: Partial<Readonly<Record<HealthCode, Screen>>> = {
  token_missing: toStep('token'),
  token_refused: toStep('token'),
  token_unknown: { name: 'opening_check' },
  secrets_lost: toStep('token'),
  secrets_unkept: toStep('token'),
  webhook_no_verifier: toStep('webhook'),
  webhook_off: { name: 'settings' },
  webhook_other_port: { name: 'settings' },
  tunnel_degraded: toStep('webhook'),
  tunnel_down: toStep('webhook'),
  terminals_none: { name: 'terminals' },
  terminals_silent: { name: 'terminals' },
  budget_low: { name: 'settings' },
};

export function nextPlace({ code }: HealthItem): Screen | null {
  return places[code] ?? null;
}

export function placeWords(place: Screen, t: Text): string {
  switch (place.name) {
    case 'setup':
      return t('health.to_step', { step: t(`setup.step.${stepOf(place.step)}.name`) });
    case 'terminals':
      return t('health.to_terminals');
    case 'opening_check':
      return t('health.to_check');
    default:
      return t('health.to_settings');
  }
}

function stepOf(step: SetupStepId | 'ready' | null): SetupStepId {
  return step === null || step === 'ready' ? 'mode' : step;
}
