import { useEffect, useEffectEvent } from 'react';
import { isTyping, singleKeysOn } from './singleKeys';

/** Ctrl-K (or Cmd-K) from anywhere, also while writing; `?` where nobody writes. */
export function useGlobalKeys(actions: { palette: () => void; help: () => void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      actions.palette();
    } else if (!control && event.key === '?' && singleKeysOn() && !isTyping(event.target)) {
      event.preventDefault();
      actions.help();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
