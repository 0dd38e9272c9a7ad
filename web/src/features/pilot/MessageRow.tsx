import type { Message } from '../../api/sessions';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { timeOfDay } from '../../ui/format';
import { Markdown } from '../../ui/Markdown';

interface MessageRowProps {
  message: Message;
  /** Sends a message again that was not answered; null where that is not possible. */
  onRetry: ((messageId: string, offline: boolean) => void) | null;
}

export function MessageRow({ message, onRetry }: MessageRowProps) {
  const words = t.pilot.chat;
  const who =
    message.role === 'user'
      ? (message.author_name ?? words.you)
      : message.role === 'assistant'
        ? words.assistant
        : words.system;
  const source = message.answer_source;
  return (
    <li className={`message message-${message.role}`} data-testid="chat-row" data-role={message.role}>
      <p className="message-head">
        <b>{who}</b>
        <span className="muted">{timeOfDay(message.created_at)}</span>
        {source !== null && source !== 'model' && <Badge text={t.domain.answerSource[source]} />}
      </p>
      {message.role === 'user' ? (
        <p className="pre-wrap">{message.content}</p>
      ) : (
        <Markdown text={message.content} />
      )}
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
