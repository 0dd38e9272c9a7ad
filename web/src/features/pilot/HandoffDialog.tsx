import { useState } from 'react';
import { handoffs, type Handoff, type HandoffRequest } from '../../api/handoffs';
import { PRIORITIES, type Priority } from '../../api/l1';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice, TextArea, TextInput } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { TargetChoice } from './TargetChoice';

interface HandoffDialogProps {
  sessionId: string;
  intent: 'escalate' | 'park';
  onClose: () => void;
  onDone: () => void;
}

const words = t.pilot.handoffDialog;
const PRIORITY_CHOICES = PRIORITIES.map((value) => ({ value, label: t.domain.priority[value] }));

export function HandoffDialog({ sessionId, intent, onClose, onDone }: HandoffDialogProps) {
  const reason = useDraft(`handoff-reason.${sessionId}`);
  const notes = useDraft(`handoff-notes.${sessionId}`);
  const [priority, setPriority] = useState<Priority>('normal');
  const [target, setTarget] = useState('');
  const [tried, setTried] = useState(false);
  const create = useAction<HandoffRequest, Handoff>({
    intent: `session.${sessionId}.handoff`,
    run: (api, body, key) => handoffs.create(api, sessionId, body, { key }),
    onSuccess: () => {
      reason.clear();
      notes.clear();
      onDone();
    },
  });

  const escalating = intent === 'escalate';
  const missing = escalating && reason.text.trim() === '';
  const submit = () => {
    setTried(true);
    if (missing) return;
    create.start({
      intent,
      priority,
      ...textOf('reason', reason.text),
      ...textOf('engineer_notes', notes.text),
      ...(target === '' ? {} : { target_user_id: target }),
    });
  };

  return (
    <Modal title={escalating ? words.escalateTitle : words.parkTitle} isOpen onClose={onClose}>
      <TextInput
        label={words.reason}
        value={reason.text}
        onChange={reason.change}
        maxLength={500}
        error={tried && missing ? words.reasonMissing : null}
        testId="handoff-reason"
        autoFocus
      />
      <TextArea
        label={words.notes}
        hint={words.notesHint}
        value={notes.text}
        onChange={notes.change}
        onModEnter={submit}
        maxLength={10_000}
        rows={4}
        testId="handoff-notes"
      />
      {escalating && (
        <div className="field-row">
          <Choice
            label={words.priority}
            value={priority}
            options={PRIORITY_CHOICES}
            onChange={setPriority}
            testId="handoff-priority"
          />
          <TargetChoice value={target} onChange={setTarget} />
        </div>
      )}
      <ProblemNote error={create.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look={escalating ? 'danger' : 'primary'}
          isPending={create.isPending}
          onPress={submit}
          data-testid="handoff-submit"
        >
          {escalating ? words.escalate : words.park}
        </Button>
      </div>
    </Modal>
  );
}

function textOf(name: 'reason' | 'engineer_notes', text: string): Partial<HandoffRequest> {
  const trimmed = text.trim();
  return trimmed === '' ? {} : { [name]: trimmed };
}
