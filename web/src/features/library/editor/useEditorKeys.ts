import { useEffect, useRef } from 'react';

interface EditorKeys {
  save: () => void;
  undo: () => void;
  redo: () => void;
}

/**
 * Ctrl-S, Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) for the whole editor, fields included: the browser's own undo knows one
 * field at a time and nothing of steps.
 */
export function useEditorKeys(keys: EditorKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      // A dialog on top has its own fields.
      if ((event.target as Element | null)?.closest('[role="dialog"], [role="alertdialog"]')) return;
      const key = event.key.toLowerCase();
      if (key === 's') latest.current.save();
      else if (key === 'z' && !event.shiftKey) latest.current.undo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
