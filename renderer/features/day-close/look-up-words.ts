import type { DayClose } from '../../../shared/day-close.ts';
import type { Text } from '../../i18n/en.ts';

/** What was looked up again before the report, in sentences; none on a day on which everything was approved. */
export function lookUpWords(
  { lookUps, helcim }: Pick<DayClose, 'lookUps' | 'helcim'>,
  t: Text,
): readonly string[] {
  const { asked, failed, left } = lookUps;
  const leftKey = helcim === null ? 'dayClose.look_ups_left_unread' : 'dayClose.look_ups_left';
  return [
    asked > 0 ? t('dayClose.look_ups', { count: asked }) : '',
    failed > 0 ? t('dayClose.look_ups_failed', { count: failed }) : '',
    left > 0 ? t(leftKey, { count: left }) : '',
  ].filter((sentence) => sentence !== '');
}
