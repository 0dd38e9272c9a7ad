import { useState } from 'react';
import {
  PRIORITIES,
  REASON_CATEGORIES,
  type EscalateRequest,
  type Priority,
  type ReasonCategory,
} from '../../api/l1';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice, TextArea } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';

interface EscalateDialogProps {
  /** Name of what is escalated, for the draft of the reason. */
  draftName: string;
  initial?: {
    reason_category?: ReasonCategory | null;
    reason?: string | null;
    priority?: Priority | null;
  };
  note?: string | null;
  isPending: boolean;
  error: Error | null;
  onSubmit: (request: EscalateRequest) => void;
  onClose: () => void;
}

const CATEGORIES = REASON_CATEGORIES.map((value) => ({ value, label: t.domain.reasonCategory[value] }));
const PRIORITY_CHOICES = PRIORITIES.map((value) => ({ value, label: t.domain.priority[value] }));
const SHORTEST_REASON_FOR_OTHER = 3;

export function EscalateDialog(props: EscalateDialogProps) {
  const words = t.walk.escalateDialog;
  const reason = useDraft(`escalate.${props.draftName}`, props.initial?.reason ?? '');
  const [category, setCategory] = useState<ReasonCategory | ''>(props.initial?.reason_category ?? '');
  const [priority, setPriority] = useState<Priority>(props.initial?.priority ?? 'normal');
  const [tried, setTried] = useState(false);

  const reasonMissing = category === 'other' && reason.text.trim().length < SHORTEST_REASON_FOR_OTHER;
  const submit = () => {
    setTried(true);
    if (category === '' || reasonMissing) return;
    const text = reason.text.trim();
    props.onSubmit({ reason_category: category, priority, ...(text === '' ? {} : { reason: text }) });
  };

  return (
    <Modal title={words.title} isOpen onClose={props.onClose}>
      <Choice
        label={words.category}
        value={category}
        options={CATEGORIES}
        onChange={setCategory}
        placeholder={words.choose}
        error={tried && category === '' ? words.categoryMissing : null}
        testId="escalate-category"
      />
      <TextArea
        label={words.reason}
        hint={reason.restored ? t.common.draftRestored : words.reasonHint}
        value={reason.text}
        onChange={reason.change}
        onModEnter={submit}
        maxLength={4000}
        rows={4}
        error={tried && reasonMissing ? words.reasonMissing : null}
        testId="escalate-reason"
      />
      <Choice
        label={words.priority}
        value={priority}
        options={PRIORITY_CHOICES}
        onChange={setPriority}
        testId="escalate-priority"
      />
      {props.note !== undefined && props.note !== null && <p className="muted">{props.note}</p>}
      <ProblemNote error={props.error} />
      <div className="dialog-foot">
        <Button onPress={props.onClose}>{t.common.cancel}</Button>
        <Button look="danger" isPending={props.isPending} onPress={submit} data-testid="escalate-submit">
          {words.submit}
        </Button>
      </div>
    </Modal>
  );
}
