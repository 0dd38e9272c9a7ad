import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { AttachButton, AttachmentList } from '../files/AttachmentBar';
import { PasteArea } from '../files/PasteArea';
import type { Chat } from './useChat';

const words = t.pilot.chat;

export function Composer({ chat }: { chat: Chat }) {
  const { draft, files, ready } = chat;
  return (
    <PasteArea files={files}>
      <TextArea
        label={words.message}
        labelHidden
        placeholder={words.message}
        hint={draft.restored ? t.common.draftRestored : words.hint}
        value={draft.text}
        onChange={draft.change}
        onEnter={chat.send}
        rows={2}
        maxLength={16_000}
        testId="chat-message"
      />
      <AttachmentList files={files} />
      <div className="button-row">
        <Button
          look="primary"
          onPress={chat.send}
          isPending={chat.turn.isPending}
          isDisabled={!chat.turn.isPending && !chat.canSend}
          data-testid="chat-send"
        >
          {words.send}
        </Button>
        <AttachButton files={files} />
        {files.sending && <span className="muted">{words.filesFirst}</span>}
        {files.ids.length > 0 && draft.text.trim() === '' && ready.length === 0 && (
          <span className="muted">{words.sayWhat}</span>
        )}
        {ready.length > 0 && <Badge text={words.answersReady(ready.length)} tone="info" />}
      </div>
    </PasteArea>
  );
}
