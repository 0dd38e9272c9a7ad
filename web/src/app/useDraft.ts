import { useCallback, useState } from 'react';
import { useServices } from './services';

const PREFIX = 'rf.draft.';
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

interface StoredDraft {
  text: string;
  at: number;
}

/**
 * Text that is not sent yet, kept per person in this browser so that a reload, a crash or an ended sign-in loses
 * nothing. It goes when it is sent, and by itself after a week.
 */
export function useDraft(name: string, initial = '') {
  const { person } = useServices();
  const key = `${PREFIX}${person.id}.${name}`;
  const [stored] = useState(() => read(key));
  const [text, setText] = useState(stored ?? initial);

  const change = useCallback(
    (next: string) => {
      setText(next);
      write(key, next);
    },
    [key],
  );
  const clear = useCallback(() => {
    setText('');
    localStorage.removeItem(key);
  }, [key]);
  return { text, change, clear, restored: stored !== null && stored !== '' && stored === text };
}

/** Forgets drafts of other components, when what they belonged to is done. */
export function useClearDrafts(): (...names: string[]) => void {
  const { person } = useServices();
  return (...names) => {
    for (const name of names) localStorage.removeItem(`${PREFIX}${person.id}.${name}`);
  };
}

/** Leaves drafts for another page, which finds them as if they had been typed there. */
export function useLeaveDrafts(): (drafts: Record<string, string>) => void {
  const { person } = useServices();
  return (drafts) => {
    for (const [name, text] of Object.entries(drafts)) write(`${PREFIX}${person.id}.${name}`, text);
  };
}

function read(key: string): string | null {
  const stored = localStorage.getItem(key);
  if (stored === null) return null;
  try {
    const draft = JSON.parse(stored) as StoredDraft;
    if (Date.now() - draft.at < LIFETIME_MS) return draft.text;
  } catch {
    // An unreadable draft is no draft.
  }
  localStorage.removeItem(key);
  return null;
}

function write(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ text, at: Date.now() } satisfies StoredDraft));
  } catch {
    // A full or forbidden storage must not stop anybody from typing.
  }
}
