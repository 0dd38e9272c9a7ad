import { useSyncExternalStore } from 'react';

const SETTING = 'rf.single-keys';
const CHANGED = 'rf.single-keys-changed';

/** Whether shortcuts of one key are on; people who dictate or use a screen reader can switch them off. */
export function useSingleKeys() {
  const enabled = useSyncExternalStore(subscribe, singleKeysOn);
  const change = (next: boolean) => {
    localStorage.setItem(SETTING, next ? 'on' : 'off');
    window.dispatchEvent(new Event(CHANGED));
  };
  return { enabled, change };
}

export function singleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off';
}

/** Whether a key belongs to what has the focus: a text being written, or a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
      target.closest('[role=dialog],[role=alertdialog],[role=menu]') !== null)
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
