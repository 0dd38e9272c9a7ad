import { useRef, useState } from 'react';
import { uploads, type Upload } from '../../../api/uploads';
import { useServices } from '../../../app/services';
import { useDraft } from '../../../app/useDraft';
import { MOST_FILES, named, refusalOf } from './fileRules';

/** A file on its way into a message. */
export interface Attachment {
  key: string;
  name: string;
  size: number;
  type: string;
  state: 'sending' | 'stored' | 'refused' | 'failed';
  /** Share sent, 0 to 1. */
  share: number;
  /** The server's name for it, once it is stored. */
  id: string | null;
  refusal: string | null;
  error: Error | null;
  /** Here only until the page is left; what is stored survives that without it. */
  file: File | null;
}

export type Attachments = ReturnType<typeof useAttachments>;

/**
 * Files are sent as soon as they are chosen, pasted or dropped, so that a message waits for nothing. What is stored is
 * remembered with the draft: after a reload it still goes along.
 */
export function useAttachments(draftName: string, sessionId: string | null) {
  const { api } = useServices();
  const stored = useDraft(draftName);
  const [list, setList] = useState<Attachment[]>(() => restored(stored.text));
  const [tooMany, setTooMany] = useState(false);
  const latest = useRef(list);
  const running = useRef(new Map<string, AbortController>());
  const count = useRef(0);

  const change = (update: (before: Attachment[]) => Attachment[]) => {
    const after = update(latest.current);
    latest.current = after;
    setList(after);
    stored.change(written(after));
  };
  const patch = (key: string, part: Partial<Attachment>) =>
    change((before) => before.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));

  const send = (key: string, file: File) => {
    const abort = new AbortController();
    running.current.set(key, abort);
    patch(key, { state: 'sending', share: 0, error: null });
    uploads
      .send(api, file, sessionId, (share) => patch(key, { share }), abort.signal)
      .then((made: Upload) =>
        patch(key, {
          state: 'stored',
          share: 1,
          id: made.id,
          name: made.filename,
          size: made.size_bytes,
          type: made.content_type,
        }),
      )
      .catch((error: unknown) => {
        if (!abort.signal.aborted)
          patch(key, { state: 'failed', error: error instanceof Error ? error : null });
      })
      .finally(() => running.current.delete(key));
  };

  const add = (files: Iterable<File>) => {
    const room = MOST_FILES - list.filter((entry) => entry.state !== 'refused').length;
    const chosen = [...files].map((file) => named(file, ++count.current));
    setTooMany(chosen.length > room);
    for (const file of chosen.slice(0, Math.max(0, room))) {
      const key = crypto.randomUUID();
      const refusal = refusalOf(file);
      change((before) => [
        ...before,
        {
          key,
          name: file.name,
          size: file.size,
          type: file.type,
          state: refusal === null ? 'sending' : 'refused',
          share: 0,
          id: null,
          refusal,
          error: null,
          file,
        },
      ]);
      if (refusal === null) send(key, file);
    }
  };

  /** Takes it off; what the server has already goes there too, and stays on the list when that is refused. */
  const remove = (entry: Attachment) => {
    running.current.get(entry.key)?.abort();
    setTooMany(false);
    const drop = () => change((before) => before.filter((other) => other.key !== entry.key));
    if (entry.id === null) {
      drop();
      return;
    }
    uploads
      .remove(api, entry.id)
      .then(drop)
      .catch((error: unknown) => patch(entry.key, { error: error instanceof Error ? error : null }));
  };

  return {
    list,
    tooMany,
    add,
    remove,
    again: (entry: Attachment) => entry.file !== null && send(entry.key, entry.file),
    /** These went with a message; what was added meanwhile stays. */
    went: (ids: readonly string[]) =>
      change((before) => before.filter((entry) => entry.id === null || !ids.includes(entry.id))),
    /** The composer starts anew. */
    clear: () => change(() => []),
    /** A message came back to be edited: its files come along. */
    putBack: (entries: Attachment[]) =>
      change((before) => [
        ...before,
        ...entries.filter((entry) => !before.some((other) => other.key === entry.key)),
      ]),
    sending: list.some((entry) => entry.state === 'sending'),
    ids: list.flatMap((entry) => (entry.id === null ? [] : [entry.id])),
  };
}

function restored(text: string): Attachment[] {
  try {
    const kept = JSON.parse(text) as Pick<Attachment, 'id' | 'name' | 'size' | 'type'>[];
    return kept.map((entry) => ({
      ...entry,
      key: entry.id ?? entry.name,
      state: 'stored' as const,
      share: 1,
      refusal: null,
      error: null,
      file: null,
    }));
  } catch {
    return [];
  }
}

function written(list: Attachment[]): string {
  const kept = list.filter((entry) => entry.id !== null);
  return kept.length === 0
    ? ''
    : JSON.stringify(kept.map(({ id, name, size, type }) => ({ id, name, size, type })));
}
