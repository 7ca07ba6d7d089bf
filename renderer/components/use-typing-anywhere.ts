import { useEffect, useEffectEvent } from 'react';

/**
 * What is typed while no field has the focus goes to the field of the screen: a cashier does not look where the focus
 * is, and a scanner cannot.
 * @param onTake moves the focus there; the key itself then lands in the field, as if the focus had been there before
 */
export function useTypingAnywhere(keys: RegExp, isActive: boolean, onTake: () => void): void {
  const take = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys.test(event.key)) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input:not([type="radio"]), textarea, [role="dialog"]')) return;
    onTake();
  });
  useEffect(() => {
    if (!isActive) return;
    const listener = (event: KeyboardEvent) => take(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [isActive]);
}
