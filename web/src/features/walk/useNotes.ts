import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ApiClient } from '../../api/client';
import { l1, type Walk } from '../../api/l1';
import { isProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { useDraft } from '../../app/useDraft';

/** A note that goes along with an answer may be this long; a longer one is saved as a note of the walk. */
const LONGEST_ALONG = 2000;

/** The note being written on a walk. Saving adds it to the list as the server has it, also after a colleague's note. */
export function useNotes(walk: Walk, show: (walk: Walk) => void) {
  const { api } = useServices();
  const draft = useDraft(`walk-note.${walk.id}`);
  const [saved, setSaved] = useState(false);
  const typed = useRef(draft.text);
  const mutation = useMutation({
    mutationFn: (text: string) => addNote(api, walk, text),
    onSuccess: (next) => {
      typed.current = '';
      draft.clear();
      setSaved(true);
      show(next);
    },
  });
  const text = draft.text.trim();
  return {
    text: draft.text,
    change: (value: string) => {
      setSaved(false);
      typed.current = value;
      draft.change(value);
    },
    restored: draft.restored,
    saved,
    isDirty: text !== '',
    isPending: mutation.isPending,
    error: mutation.error,
    save: () => {
      if (text !== '' && !mutation.isPending) mutation.mutate(text);
    },
    /** What the next answer takes along; undefined when there is nothing, or too much. */
    along: text === '' || text.length > LONGEST_ALONG ? undefined : text,
    /** It went along; what was typed since stays. */
    wentAlong: (sent: string) => {
      if (typed.current.trim() !== sent) return;
      typed.current = '';
      draft.clear();
    },
    /** Saves what is in the box, if anything, before the walk is closed. */
    saveFirst: async (): Promise<boolean> => {
      if (text === '') return true;
      try {
        await mutation.mutateAsync(text);
        return true;
      } catch {
        return false;
      }
    },
  };
}

export type NotesHandle = ReturnType<typeof useNotes>;

async function addNote(api: ApiClient, walk: Walk, text: string): Promise<Walk> {
  try {
    return await l1.notes(api, walk.id, bodyWith(walk, text));
  } catch (error) {
    if (!isProblem(error, 'version_conflict')) throw error;
    const current = await l1.walk(api, walk.id);
    return l1.notes(api, walk.id, bodyWith(current, text));
  }
}

function bodyWith(walk: Walk, text: string) {
  const kept = (walk.walk_notes ?? []).map(({ id, text, step_id }) => ({
    ...(id === undefined ? {} : { id }),
    text,
    ...(step_id === undefined || step_id === null ? {} : { step_id }),
  }));
  return { notes: [...kept, { text }], version: walk.notes_version };
}
