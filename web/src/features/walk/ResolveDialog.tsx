import { useState } from 'react';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';

interface ResolveDialogProps {
  walkId: string;
  initialNotes: string | null;
  note?: string | null;
  isPending: boolean;
  error: Error | null;
  onSubmit: (request: { helpful: boolean; resolution_notes: string }) => void;
  onClose: () => void;
}

const words = t.walk.resolveDialog;
const HELPFUL = [
  [true, words.yes],
  [false, words.no],
] as const;

export function ResolveDialog(props: ResolveDialogProps) {
  const notes = useDraft(`resolve.${props.walkId}`, props.initialNotes ?? '');
  const [helpful, setHelpful] = useState(true);
  const [tried, setTried] = useState(false);
  const missing = notes.text.trim() === '';
  const submit = () => {
    setTried(true);
    if (!missing) props.onSubmit({ helpful, resolution_notes: notes.text.trim() });
  };
  return (
    <Modal title={words.title} isOpen onClose={props.onClose}>
      <TextArea
        label={words.notes}
        hint={notes.restored ? t.common.draftRestored : undefined}
        value={notes.text}
        onChange={notes.change}
        onModEnter={submit}
        maxLength={8000}
        rows={6}
        error={tried && missing ? words.notesMissing : null}
        testId="resolve-notes"
        autoFocus
      />
      <fieldset className="radio-group">
        <legend className="label">{words.helpful}</legend>
        {HELPFUL.map(([value, label]) => (
          <label key={label} className="tick">
            <input
              type="radio"
              name="helpful"
              checked={helpful === value}
              onChange={() => setHelpful(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {props.note !== undefined && props.note !== null && <p className="muted">{props.note}</p>}
      <ProblemNote error={props.error} />
      <div className="dialog-foot">
        <Button onPress={props.onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={props.isPending} onPress={submit} data-testid="resolve-submit">
          {words.submit}
        </Button>
      </div>
    </Modal>
  );
}
