import { useState } from 'react';
import type { Branch } from '../../../api/branches';
import type { Message } from '../../../api/sessions';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { lineOf } from '../branches/branchTree';
import { useFiles } from '../files/FilesPanel';
import type { PanelProps } from '../useSession';
import { Composer } from './Composer';
import { MessageRow } from './MessageRow';
import { OutgoingRow } from './OutgoingRow';
import { useChat } from './useChat';
import { useConversation } from './useConversation';
import { useFollow } from './useFollow';

interface ChatPanelProps extends PanelProps {
  refreshQuota: () => Promise<void>;
  branches: Branch[];
  /** Opens the fork dialog about a message. */
  onFork: (about: string) => void;
}

const words = t.pilot.chat;

/** The conversation, and the box to go on. Noted lane answers travel with the next message. */
export function ChatPanel({ session, canWork, refresh, refreshQuota, branches, onFork }: ChatPanelProps) {
  const conversation = useConversation(session);
  const [onlyThisWay, setOnlyThisWay] = useState(false);
  const line = lineOf(branches, session.active_branch_id);
  const inLine = (message: Message) => message.branch_id == null || line.has(message.branch_id);
  const messages = onlyThisWay ? conversation.messages.filter(inLine) : conversation.messages;
  const chat = useChat({ session, messages: conversation.messages, refresh, refreshQuota });
  const files = useFiles(session.id);
  const { pane, unread, onScroll, toEnd } = useFollow(
    messages.at(-1)?.seq ?? 0,
    messages.length + (chat.waiting === null ? 0 : 1),
  );
  const writable = canWork && session.status === 'active';
  const lastOfUser = messages.findLast((message) => message.role === 'user')?.message_id;
  const labelOf = (id: string | null | undefined) =>
    branches.length === 0 ? null : (branches.find((branch) => branch.branch_id === id)?.label ?? null);

  return (
    <Panel
      title={words.title}
      testId="session-chat"
      actions={
        branches.length > 0 && (
          <label className="tick">
            <input
              type="checkbox"
              checked={onlyThisWay}
              onChange={(event) => setOnlyThisWay(event.target.checked)}
            />
            {words.onlyThisWay}
          </label>
        )
      }
    >
      {conversation.hasEarlier && (
        <Button
          size="small"
          look="quiet"
          isPending={conversation.isReading}
          onPress={conversation.readEarlier}
          data-testid="chat-earlier"
        >
          {words.earlier}
        </Button>
      )}
      <ProblemNote error={conversation.error} />
      {messages.length === 0 && chat.waiting === null && <p className="muted">{words.empty}</p>}
      {(messages.length > 0 || chat.waiting !== null) && (
        <div
          className="messages-pane"
          role="log"
          aria-label={words.title}
          tabIndex={0}
          ref={pane}
          onScroll={onScroll}
        >
          <ol className="messages">
            {messages.map((message) => (
              <MessageRow
                key={message.message_id}
                session={session}
                message={message}
                files={files.data ?? []}
                branchLabel={
                  message.branch_id === session.active_branch_id ? null : labelOf(message.branch_id)
                }
                isAside={!inLine(message)}
                refresh={canWork ? refresh : null}
                onFork={canWork ? onFork : null}
                onRetry={writable && !chat.busy && message.message_id === lastOfUser ? chat.retry : null}
              />
            ))}
            <OutgoingRow chat={chat} canWrite={writable} />
          </ol>
        </div>
      )}
      {unread > 0 && (
        <Button size="small" onPress={toEnd} data-testid="chat-unread">
          {words.unread(unread)}
        </Button>
      )}
      {chat.busy && (
        <p className="muted" role="status">
          {words.sending}
        </p>
      )}
      {chat.waiting === null && <ProblemNote error={chat.turn.error} />}
      {writable && <Composer chat={chat} />}
    </Panel>
  );
}
