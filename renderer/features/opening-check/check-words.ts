/** What the opening check says of each of its steps, on the screen and on paper. Pure. */
import type { CheckStep } from '../../../shared/opening-check.ts';
import type { Text } from '../../i18n/en.ts';
import { textOrNull } from '../../i18n/text.ts';

export function stepName({ id, terminalCode }: CheckStep, t: Text): string {
  return terminalCode === null
    ? t(`check.step.${id}`)
    : t('check.step.terminal_code', { code: terminalCode });
}

/** One key a step: a terminal has its own. */
export function stepKey({ id, terminalCode }: CheckStep): string {
  return `${id} ${terminalCode ?? ''}`;
}

export function stepSentence({ code }: CheckStep, t: Text): string {
  return t(`check.${code}.say`);
}

/** What to do; empty where there is nothing. */
export function stepNext({ code }: CheckStep, t: Text): string {
  return textOrNull(`check.${code}.next`, t) ?? '';
}

export function secondsText(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
