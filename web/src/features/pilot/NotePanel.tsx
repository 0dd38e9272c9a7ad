import { useState } from 'react';
import type { NotePost } from '../../api/psa';
import { isProblem } from '../../api/problem';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Choice, TextArea } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { NotePostProblem } from './NotePostProblem';
import { NoteResultView } from './NoteResultView';
import { useNote, type NoteHandle } from './useNote';
import type { PanelProps } from './useSession';

type Visibility = NonNullable<NotePost['visibility']>;

const words = t.pilot.note;
const VISIBILITIES = [
  { value: 'customer', label: words.visibilityCustomer },
  { value: 'internal', label: words.visibilityInternal },
] as const;
const OFFLINE_HELPS = [
  'quota_exceeded',
  'ai_provider_error',
  'ai_provider_timeout',
  'ai_unavailable',
  'ai_disabled',
];

export function NotePanel(panel: PanelProps & { refreshQuota: () => Promise<void> }) {
  const { session, canWork } = panel;
  const note = useNote(panel);
  if (session.status === 'resolved' || note.result !== null) {
    return (
      <Panel title={words.title} tone="accent">
        <NoteResultView session={session} result={note.result} />
      </Panel>
    );
  }
  if (!canWork) return null;
  return (
    <Panel title={words.title} testId="session-note">
      <Preparing note={note} />
      {note.draft.text !== '' && <Editing {...panel} note={note} />}
    </Panel>
  );
}

function Preparing({ note }: { note: NoteHandle }) {
  const { prepare, draft, preview, isEdited } = note;
  const [asking, setAsking] = useState(false);
  const again = draft.text !== '';
  const start = () => {
    setAsking(false);
    prepare.start({ regenerate: again, allow_offline: false });
  };
  return (
    <>
      {!again && <p className="muted">{words.intro}</p>}
      <div className="button-row">
        <Button
          size={again ? 'small' : 'normal'}
          isPending={prepare.isPending}
          onPress={() => (again && isEdited ? setAsking(true) : start())}
          data-testid="note-preview"
        >
          {prepare.isPending ? words.preparing : again ? words.previewAgain : words.preview}
        </Button>
        {preview?.answer_source != null && (
          <Badge text={t.domain.answerSource[preview.answer_source]} testId="note-source" />
        )}
      </div>
      <ProblemNote
        error={prepare.error}
        actions={
          isProblem(prepare.error, ...OFFLINE_HELPS) && (
            <Button size="small" onPress={() => prepare.start({ regenerate: false, allow_offline: true })}>
              {words.offline}
            </Button>
          )
        }
      />
      <Modal title={words.replace} isOpen={asking} onClose={() => setAsking(false)} alert>
        <div className="dialog-foot">
          <Button onPress={() => setAsking(false)}>{t.common.cancel}</Button>
          <Button look="primary" onPress={start}>
            {words.previewAgain}
          </Button>
        </div>
      </Modal>
    </>
  );
}

function Editing({ session, note }: PanelProps & { note: NoteHandle }) {
  const { draft, preview, post, isEdited } = note;
  const [visibility, setVisibility] = useState<Visibility | ''>('');
  const [confirming, setConfirming] = useState(false);
  const ticket = session.psa_ticket_id;
  const empty = draft.text.trim() === '';

  const send = (ignoreVersion = false) => {
    setConfirming(false);
    post.start({
      markdown: draft.text,
      ...(preview === null || ignoreVersion ? {} : { state_version: preview.state_version }),
      ...(visibility === '' ? {} : { visibility }),
    });
  };

  return (
    <>
      <TextArea
        label={words.text}
        value={draft.text}
        onChange={draft.change}
        rows={14}
        maxLength={60_000}
        isDisabled={post.isPending}
        hint={isEdited ? words.own : undefined}
        testId="note-markdown"
      />
      <div className="note-post-row">
        {ticket !== null && (
          <Choice
            label={words.visibility}
            value={visibility}
            options={VISIBILITIES}
            onChange={setVisibility}
            placeholder={words.visibilityDefault}
            testId="note-visibility"
          />
        )}
        <Button
          look="primary"
          isPending={post.isPending}
          isDisabled={empty}
          onPress={() => setConfirming(true)}
          data-testid="note-post"
        >
          {post.isPending ? words.posting : ticket === null ? words.postLocal : words.post(ticket)}
        </Button>
      </div>
      <NotePostProblem session={session} note={note} onAgain={send} />
      <Modal title={words.confirmTitle} isOpen={confirming} onClose={() => setConfirming(false)} alert>
        <p>{ticket === null ? words.confirmLocal : words.confirmTicket(ticket)}</p>
        {visibility === 'customer' && <p>{words.confirmCustomer}</p>}
        <div className="dialog-foot">
          <Button onPress={() => setConfirming(false)}>{t.common.cancel}</Button>
          <Button look="primary" autoFocus onPress={() => send()} data-testid="note-post-confirm">
            {ticket === null ? words.postLocal : words.confirm}
          </Button>
        </div>
      </Modal>
    </>
  );
}
