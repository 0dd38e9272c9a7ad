import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { ProblemNote } from '../../../ui/ProblemNote';
import { offlineHelps } from '../offline';
import type { Chat } from './useChat';

const words = t.pilot.chat;

/** The message that is on its way, or did not get there: it waits here until somebody decides. */
export function OutgoingRow({ chat, canWrite }: { chat: Chat; canWrite: boolean }) {
  const { waiting, turn, busy } = chat;
  if (waiting === null) return null;
  const { message } = waiting.body;
  return (
    <li className="message message-user message-outgoing" data-testid="chat-outgoing">
      <p className="pre-wrap">{message === '' ? words.answersOnly : message}</p>
      {waiting.files.length > 0 && (
        <p className="muted">{waiting.files.map((file) => file.name).join(', ')}</p>
      )}
      {turn.isPending && <p className="muted">{words.onItsWay}</p>}
      {!turn.isPending && (
        <>
          <p className="message-failed">{words.notSent}</p>
          <ProblemNote error={turn.error} />
          {canWrite && (
            <div className="button-row">
              <Button
                size="small"
                isDisabled={busy}
                onPress={() => chat.sendAgain()}
                data-testid="chat-again"
              >
                {words.sendAgain}
              </Button>
              {offlineHelps(turn.error) && (
                <Button size="small" isDisabled={busy} onPress={() => chat.sendAgain(true)}>
                  {words.offline}
                </Button>
              )}
              <Button size="small" look="quiet" onPress={chat.takeBack} data-testid="chat-take-back">
                {words.edit}
              </Button>
            </div>
          )}
        </>
      )}
    </li>
  );
}
