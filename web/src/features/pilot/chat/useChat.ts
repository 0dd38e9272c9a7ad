import { ApiProblem } from '../../../api/problem';
import { sessions, type ChatRequest, type Message, type SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { useAttachments, type Attachment } from '../files/useAttachments';
import { readyItems } from '../lane';
import { useOutbox } from './useOutbox';

interface ChatOptions {
  session: SessionDetail;
  messages: Message[];
  refresh: () => Promise<void>;
  refreshQuota: () => Promise<void>;
}

/** Writing and sending. Words and files leave the composer for the outbox, and the outbox only when the server has them. */
export function useChat({ session, messages, refresh, refreshQuota }: ChatOptions) {
  const draft = useDraft(`chat.${session.id}`);
  const files = useAttachments(`chat.files.${session.id}`, session.id);
  const outbox = useOutbox(session.id, messages);
  const ready = readyItems(session.pending_task_lane);

  const turn = useAction<ChatRequest, unknown>({
    intent: `session.${session.id}.chat`,
    run: (api, body, key) => sessions.chat(api, session.id, body, { key }),
    // The outbox is emptied when the conversation shows the words, so that they are in sight all the time.
    onSuccess: async (_, body) => {
      await Promise.all([refresh(), refreshQuota()]);
      if (body.retry_message_id === undefined) outbox.clear();
    },
    onError: async (error, body) => {
      // Stored although the model failed: it stands in the list, with a way to go on.
      const saved = error instanceof ApiProblem && error.flag('saved');
      const read = refresh();
      if (!saved || body.retry_message_id !== undefined) return;
      await read;
      outbox.clear();
    },
  });

  const busy = turn.isPending || session.pending_turn !== null;
  const waiting = outbox.outgoing;
  const message = draft.text.trim();
  // The server wants words or lane answers; a file alone says nothing.
  const canSend = !busy && waiting === null && !files.sending && (message !== '' || ready.length > 0);

  const send = () => {
    if (!canSend) return;
    const body: ChatRequest = {
      message,
      ...(files.ids.length === 0 ? {} : { upload_ids: files.ids }),
      ...(ready.length === 0 ? {} : { submit_item_ids: ready }),
    };
    outbox.put({ body, afterSeq: messages.at(-1)?.seq ?? 0, files: storedOf(files.list) });
    draft.clear();
    files.clear();
    turn.start(body);
  };
  /** The same request under the same key: never stored twice. */
  const sendAgain = (allowOffline = false) => {
    if (waiting !== null) turn.start(allowOffline ? { ...waiting.body, allow_offline: true } : waiting.body);
  };
  const takeBack = () => {
    if (waiting === null) return;
    draft.change([waiting.body.message ?? '', draft.text].filter((text) => text !== '').join('\n\n'));
    files.putBack(waiting.files.map(asAttachment));
    outbox.clear();
    turn.reset();
  };
  const retry = (messageId: string, offline: boolean) =>
    turn.start({ retry_message_id: messageId, ...(offline ? { allow_offline: true } : {}) });

  return { draft, files, ready, waiting, turn, busy, canSend, send, sendAgain, takeBack, retry };
}

export type Chat = ReturnType<typeof useChat>;

function storedOf(list: Attachment[]) {
  return list
    .filter((entry) => entry.id !== null)
    .map(({ id, name, size, type }) => ({ id, name, size, type }));
}

function asAttachment(kept: ReturnType<typeof storedOf>[number]): Attachment {
  return {
    ...kept,
    key: kept.id ?? kept.name,
    state: 'stored',
    share: 1,
    refusal: null,
    error: null,
    file: null,
  };
}
