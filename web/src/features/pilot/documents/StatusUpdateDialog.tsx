import { useState } from 'react';
import {
  documents,
  type Audience,
  type StatusUpdate,
  type StatusUpdateRequest,
} from '../../../api/documents';
import type { SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import { TextArea, TextInput } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Segmented } from '../../../ui/Segmented';
import { offlineHelps } from '../offline';

interface StatusUpdateDialogProps {
  session: SessionDetail;
  onClose: () => void;
  /** Puts the text into the resolution note, from where it is checked and posted; null where no note may be posted. */
  onUseAsNote: ((text: string) => void) | null;
  refreshQuota: () => Promise<void>;
}

interface Written {
  subject: string | null;
  text: string;
  source: StatusUpdate['answer_source'];
}

const words = t.pilot.update;
const AUDIENCES = (['ticket_notes', 'client_update', 'email_draft'] as const).map((value) => ({
  value,
  label: words.audience[value],
}));
const LENGTHS = (['quick', 'detailed'] as const).map((value) => ({ value, label: words.length[value] }));

/** How things stand, for the ticket, the client or as a mail; to be changed, copied and sent on. */
export function StatusUpdateDialog({ session, onClose, onUseAsNote, refreshQuota }: StatusUpdateDialogProps) {
  const [audience, setAudience] = useState<Audience>('client_update');
  const [length, setLength] = useState<StatusUpdateRequest['length']>('quick');
  const context = useDraft(`update-context.${session.id}`);
  const [written, setWritten] = useState<Partial<Record<Audience, Written>>>({});
  const write = useAction<StatusUpdateRequest, StatusUpdate>({
    intent: `session.${session.id}.status-update`,
    run: (api, body, key) => documents.statusUpdate(api, session.id, body, { key }),
    onSuccess: (made) => {
      setWritten((before) => ({
        ...before,
        [made.audience]: { subject: made.subject, text: made.text, source: made.answer_source },
      }));
      return refreshQuota();
    },
  });
  const now = written[audience] ?? null;
  const start = (offline = false) =>
    write.start({
      audience,
      length,
      ...(context.text.trim() === '' ? {} : { context: context.text.trim() }),
      ...(offline ? { allow_offline: true } : {}),
    });
  const change = (part: Partial<Written>) => {
    if (now !== null) setWritten({ ...written, [audience]: { ...now, ...part } });
  };

  return (
    <Modal title={words.title} isOpen onClose={onClose}>
      <div className="choice-line">
        <Segmented
          label={words.forWhom}
          value={audience}
          options={AUDIENCES}
          onChange={setAudience}
          testId="update-audience"
        />
        <Segmented label={words.howLong} value={length} options={LENGTHS} onChange={setLength} />
      </div>
      <TextInput
        label={words.context}
        hint={words.contextHint}
        value={context.text}
        onChange={context.change}
        maxLength={2000}
        testId="update-context"
      />
      <div className="button-row">
        <Button
          look={now === null ? 'primary' : 'plain'}
          isPending={write.isPending}
          onPress={() => start()}
          data-testid="update-write"
        >
          {write.isPending ? words.writing : now === null ? words.write : words.writeAgain}
        </Button>
        {now !== null && now.source !== 'model' && (
          <Badge text={t.domain.answerSource[now.source]} tone="info" />
        )}
      </div>
      <ProblemNote
        error={write.error}
        actions={
          offlineHelps(write.error) && (
            <Button size="small" onPress={() => start(true)}>
              {t.pilot.chat.offline}
            </Button>
          )
        }
      />
      {now !== null && (
        <>
          {now.subject !== null && (
            <TextInput
              label={words.subject}
              value={now.subject}
              onChange={(subject) => change({ subject })}
              testId="update-subject"
            />
          )}
          <TextArea
            label={words.text}
            value={now.text}
            onChange={(text) => change({ text })}
            rows={9}
            testId="update-text"
          />
        </>
      )}
      <div className="dialog-foot">
        <Button look="quiet" onPress={onClose}>
          {t.common.close}
        </Button>
        {now !== null && audience === 'email_draft' && (
          <a className="button button-plain button-small" href={mailOf(now)} data-testid="update-mail">
            {words.openMail}
          </a>
        )}
        {now !== null && audience === 'ticket_notes' && onUseAsNote !== null && (
          <Button size="small" onPress={() => onUseAsNote(now.text)} data-testid="update-use">
            {words.useAsNote}
          </Button>
        )}
        {now !== null && (
          <CopyButton
            text={now.subject === null ? now.text : `${now.subject}\n\n${now.text}`}
            label={words.copy}
            testId="update-copy"
          />
        )}
      </div>
    </Modal>
  );
}

/** Without an address: whom it goes to is the engineer's to say. */
function mailOf({ subject, text }: Written): string {
  return `mailto:?subject=${encodeURIComponent(subject ?? '')}&body=${encodeURIComponent(text)}`;
}
