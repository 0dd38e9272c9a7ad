import { useEffect, useEffectEvent } from 'react';
import { isTyping } from '../../app/singleKeys';

export { isTyping };

export interface WalkKeyActions {
  choose: (index: number) => void;
  back: () => void;
  note: () => void;
  resolve: () => void;
  escalate: () => void;
}

/** 1–9 answer, B back, N note, R resolve, E escalate; never while somebody types or a dialog is open. */
export function useWalkKeys(enabled: boolean, actions: WalkKeyActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = actionFor(event.key, actions);
    if (act === null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}

function actionFor(key: string, actions: WalkKeyActions): (() => void) | null {
  if (/^[1-9]$/.test(key)) return () => actions.choose(Number(key) - 1);
  switch (key.toLowerCase()) {
    case 'b':
      return () => actions.back();
    case 'n':
      return () => actions.note();
    case 'r':
      return () => actions.resolve();
    case 'e':
      return () => actions.escalate();
    default:
      return null;
  }
}
