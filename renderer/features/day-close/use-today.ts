import { useEffect, useState } from 'react';
import { type BusinessDay, type DayRule, dayOf } from '../../../shared/business-day.ts';

const lookAgainMs = 30_000;

/** The shop's business day of now, also for a window that stays open over the cut-over. */
export function useToday(rule: DayRule): BusinessDay {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  return dayOf(nowMs, rule);
}
