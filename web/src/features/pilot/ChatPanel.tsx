import { useEffect, useRef } from 'react';
import { sessions, type ChatRequest } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { MessageRow } from './MessageRow';
import { readyItems } from './lane';
import type { PanelProps } from './useSession';

/** The conversation, and the box to go on. Noted lane answers travel with the next message. */
export function ChatPanel({
  session,
  canWork,
  refresh,
  refreshQuota,
}: PanelProps & { refreshQuota: () => Promise<void> }) {
  const draft = useDraft(`chat.${session.id}`);
  const end = useRef<HTMLDivElement>(null);
  const ready = readyItems(session.pending_task_lane);
  const messages = session.conversation_messages ?? [];
  const chat = useAction<ChatRequest, unknown>({
    intent: `session.${session.id}.chat`,
    run: (api, body, key) => sessions.chat(api, session.id, body, { key }),
    onSuccess: async (_, body) => {
      if (body.message !== undefined) draft.clear();
      await Promise.all([refresh(), refreshQuota()]);
    },
    onError: async (error, body) => {
      // The engineer's words are stored although the model failed: they stand in the list, with a way to go on.
      if (
        body.message !== undefined &&
        'flag' in error &&
        (error as { flag: (n: string) => boolean }).flag('saved')
      )
        draft.clear();
      await refresh();
    },
  });

  const count = messages.length;
  const seen = useRef(count);
  useEffect(() => {
    if (seen.current !== count) end.current?.scrollIntoView({ block: 'nearest' });
    seen.current = count;
  }, [count]);

  const busy = chat.isPending || session.pending_turn !== null;
  const writable = canWork && session.status === 'active';
  const send = () => {
    const message = draft.text.trim();
    if (busy || (message === '' && ready.length === 0)) return;
    chat.start({ message, ...(ready.length === 0 ? {} : { submit_item_ids: ready }) });
  };
  const retry = (messageId: string, offline: boolean) =>
    chat.start({ retry_message_id: messageId, ...(offline ? { allow_offline: true } : {}) });
  const lastFailed = messages.findLast((message) => message.role === 'user')?.message_id;

  return (
    <Panel title={t.pilot.chat.title} testId="session-chat">
      {session.has_more_messages === true && <p className="muted">{t.pilot.chat.earlier}</p>}
      {count === 0 && <p className="muted">{t.pilot.chat.empty}</p>}
      <ol className="messages" aria-live="polite">
        {messages.map((message) => (
          <MessageRow
            key={message.message_id}
            message={message}
            onRetry={writable && !busy && message.message_id === lastFailed ? retry : null}
          />
        ))}
      </ol>
      <div ref={end} />
      {busy && (
        <p className="muted" role="status">
          {t.pilot.chat.sending}
        </p>
      )}
      <ProblemNote error={chat.error} />
      {writable && (
        <div className="composer">
          <TextArea
            label={t.pilot.chat.message}
            labelHidden
            placeholder={t.pilot.chat.message}
            hint={draft.restored ? t.common.draftRestored : t.pilot.chat.hint}
            value={draft.text}
            onChange={draft.change}
            onEnter={send}
            rows={2}
            maxLength={16_000}
            testId="chat-message"
          />
          <div className="button-row">
            <Button
              look="primary"
              onPress={send}
              isPending={chat.isPending}
              isDisabled={!chat.isPending && busy}
              data-testid="chat-send"
            >
              {t.pilot.chat.send}
            </Button>
            {ready.length > 0 && <Badge text={t.pilot.chat.answersReady(ready.length)} tone="info" />}
          </div>
        </div>
      )}
    </Panel>
  );
}
