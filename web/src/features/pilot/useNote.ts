import { useState } from 'react';
import { psa, type NotePost, type NotePreview, type NoteResult, type RetryAnswer } from '../../api/psa';
import { sessions, type SessionDetail } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';

const LONGEST_SUMMARY = 4000;

interface NoteOptions {
  session: SessionDetail;
  refresh: () => Promise<void>;
  refreshQuota: () => Promise<void>;
}

/** Preview, edit, post (contract-psa §6 and §7). The text is the engineer's as soon as it is changed. */
export function useNote({ session, refresh, refreshQuota }: NoteOptions) {
  const draft = useDraft(`note.${session.id}`);
  const [preview, setPreview] = useState<NotePreview | null>(null);
  const [result, setResult] = useState<NoteResult | null>(null);

  const prepare = useAction<{ regenerate: boolean; allow_offline: boolean }, NotePreview>({
    intent: `session.${session.id}.note-preview`,
    run: (api, body, key) => psa.preview(api, session.id, body, { key }),
    onSuccess: (made) => {
      setPreview(made);
      draft.change(made.markdown);
      return refreshQuota();
    },
  });
  const post = useAction<NotePost, NoteResult>({
    intent: `session.${session.id}.note-post`,
    run: (api, body, key) => psa.post(api, session.id, body, { key }),
    onSuccess: (made) => {
      setResult(made);
      draft.clear();
      return refresh();
    },
    onError: refresh,
  });
  const finish = useAction<number, RetryAnswer>({
    intent: `session.${session.id}.retry-push`,
    run: (api, _, key) => psa.retryPush(api, session.id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const resolveOnly = useAction<string, unknown>({
    intent: `session.${session.id}.resolve`,
    run: (api, markdown, key) =>
      sessions.resolve(api, session.id, markdown.slice(0, LONGEST_SUMMARY), { key }),
    onSuccess: refresh,
    onError: refresh,
  });

  const isEdited = draft.text !== '' && draft.text !== preview?.markdown;
  return { draft, preview, result, prepare, post, finish, resolveOnly, isEdited };
}

export type NoteHandle = ReturnType<typeof useNote>;
