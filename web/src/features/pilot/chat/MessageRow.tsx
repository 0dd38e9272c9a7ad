import { useState } from 'react';
import type { Message, SessionDetail } from '../../../api/sessions';
import type { Upload } from '../../../api/uploads';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { timeOfDay } from '../../../ui/format';
import { Markdown } from '../../../ui/Markdown';
import { MenuButton } from '../../../ui/MenuButton';
import { FileLink } from '../files/FileLink';
import { PromoteDialog } from '../PromoteDialog';

interface MessageRowProps {
  session: SessionDetail;
  message: Message;
  files: Upload[];
  /** The branch it belongs to, when that is not the present one. */
  branchLabel: string | null;
  /** Said on a way that the present one does not come from. */
  isAside: boolean;
  refresh: (() => Promise<void>) | null;
  onFork: ((about: string) => void) | null;
  /** Sends a message again that was not answered; null where that is not possible. */
  onRetry: ((messageId: string, offline: boolean) => void) | null;
}

const words = t.pilot.chat;

export function MessageRow({ message, branchLabel, isAside, onRetry, ...row }: MessageRowProps) {
  const source = message.answer_source;
  return (
    <li
      className={`message message-${message.role}${isAside ? ' message-aside' : ''}`}
      data-testid="chat-row"
      data-role={message.role}
    >
      <div className="message-head">
        <b>{authorOf(message)}</b>
        <span className="muted">{timeOfDay(message.created_at)}</span>
        {source !== null && source !== 'model' && <Badge text={t.domain.answerSource[source]} />}
        {branchLabel !== null && <Badge text={branchLabel} />}
        <span className="spacer" />
        <MessageMenu message={message} {...row} />
      </div>
      {message.role === 'user' ? (
        <p className="pre-wrap">{message.content}</p>
      ) : (
        <Markdown text={message.content} />
      )}
      <MessageFiles ids={message.upload_ids ?? []} files={row.files} />
      {message.delivery === 'late' && <p className="muted">{words.late}</p>}
      {message.delivery === 'failed' && (
        <div className="message-failed">
          <span>{words.failed}</span>
          {onRetry !== null && (
            <>
              <Button size="small" onPress={() => onRetry(message.message_id, false)}>
                {words.retry}
              </Button>
              <Button size="small" onPress={() => onRetry(message.message_id, true)}>
                {words.offline}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

type MenuProps = Pick<MessageRowProps, 'session' | 'message' | 'refresh' | 'onFork'>;

function MessageMenu({ session, message, refresh, onFork }: MenuProps) {
  const [promoting, setPromoting] = useState(false);
  if (refresh === null || message.role === 'system') return null;
  return (
    <>
      <MenuButton
        look="quiet"
        size="small"
        label={words.more}
        testId="message-menu"
        entries={[
          { id: 'fact', label: words.makeFact, onAction: () => setPromoting(true) },
          ...(onFork === null
            ? []
            : [{ id: 'fork', label: t.pilot.branches.forkHere, onAction: () => onFork(message.content) }]),
        ]}
      >
        {'⋯'}
      </MenuButton>
      {promoting && (
        <PromoteDialog
          sessionId={session.id}
          source={{ message_id: message.message_id }}
          text={message.content}
          onClose={() => setPromoting(false)}
          onDone={refresh}
        />
      )}
    </>
  );
}

function MessageFiles({ ids, files }: { ids: string[]; files: Upload[] }) {
  if (ids.length === 0) return null;
  return (
    <ul className="message-files" aria-label={t.pilot.files.title}>
      {ids.map((id) => {
        const file = files.find((candidate) => candidate.id === id);
        return (
          <li key={id}>
            {file === undefined ? (
              <span className="muted">{t.pilot.files.gone}</span>
            ) : (
              <FileLink file={file} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function authorOf(message: Message): string {
  if (message.role === 'user') return message.author_name ?? words.you;
  return message.role === 'assistant' ? words.assistant : words.system;
}
