import { useEffect, useEffectEvent } from 'react';
import { isTyping } from '../../walk/useWalkKeys';

/** Keys 1 to 9 choose an answer, but not while somebody types. */
export function useDigits(enabled: boolean, choose: (index: number) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    event.preventDefault();
    choose(Number(event.key) - 1);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}
