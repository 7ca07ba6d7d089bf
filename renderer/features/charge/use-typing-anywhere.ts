import { type RefObject, useEffect } from 'react';

/** Digits typed while no field has the focus go to the amount: a cashier does not look where the focus is. */
export function useTypingAnywhere(input: RefObject<HTMLInputElement | null>, isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return;
    const take = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !/^[\d.,]$/.test(event.key)) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input:not([type="radio"]), textarea, [role="dialog"]')) return;
      // The key itself then lands in the field, as if the focus had been there.
      input.current?.focus();
    };
    window.addEventListener('keydown', take);
    return () => window.removeEventListener('keydown', take);
  }, [input, isActive]);
}
