import { useState } from 'react';
import {
  psa,
  type NotePost,
  type NotePreview,
  type NoteResult,
  type PostKind,
  type RetryAnswer,
} from '../../../api/psa';
import { sessions } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import type { PanelProps } from '../useSession';

const LONGEST_SUMMARY = 4000;
const SHORT = { resolution_note: 'note', escalation_package: 'package' } as const;

export interface WritebackProps extends PanelProps {
  refreshQuota: () => Promise<void>;
}

/** Name under which the unsent text of a session is kept. */
export function draftNameOf(kind: PostKind, sessionId: string): string {
  return `${SHORT[kind]}.${sessionId}`;
}

/** Preview, edit, post (contract-psa §6 and §7). The text is the engineer's as soon as it is changed. */
export function useWriteback(kind: PostKind, { session, refresh, refreshQuota }: WritebackProps) {
  const draft = useDraft(draftNameOf(kind, session.id));
  const [preview, setPreview] = useState<NotePreview | null>(null);
  const [result, setResult] = useState<NoteResult | null>(null);
  const name = `session.${session.id}.${SHORT[kind]}`;

  const prepare = useAction<{ regenerate: boolean; allow_offline: boolean }, NotePreview>({
    intent: `${name}-preview`,
    run: (api, body, key) => psa.preview(api, session.id, kind, body, { key }),
    onSuccess: (made) => {
      setPreview(made);
      draft.change(made.markdown);
      return refreshQuota();
    },
  });
  const post = useAction<NotePost, NoteResult>({
    intent: `${name}-post`,
    run: (api, body, key) => psa.post(api, session.id, kind, body, { key }),
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
  return { kind, draft, preview, result, prepare, post, finish, resolveOnly, isEdited };
}

export type Writeback = ReturnType<typeof useWriteback>;

/** What may be posted in which state of the session (contract-psa §7). */
export function mayPost(kind: PostKind, status: string): boolean {
  const states =
    kind === 'resolution_note'
      ? ['active', 'paused', 'requesting_escalation', 'escalated']
      : ['active', 'paused', 'requesting_escalation', 'resolved'];
  return states.includes(status);
}
