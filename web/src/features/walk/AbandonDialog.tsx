import { useState } from 'react';
import { ABANDON_REASONS, type AbandonReason } from '../../api/l1';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';

interface AbandonDialogProps {
  walkId: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (request: { reason: AbandonReason; note?: string }) => void;
  onClose: () => void;
}

/** Ends a walk without an outcome; its ticket is open again. */
export function AbandonDialog({ walkId, isPending, error, onSubmit, onClose }: AbandonDialogProps) {
  const words = t.walk.abandonDialog;
  const note = useDraft(`abandon.${walkId}`);
  const [reason, setReason] = useState<AbandonReason | null>(null);
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (reason === null) return;
    const text = note.text.trim();
    onSubmit({ reason, ...(text === '' ? {} : { note: text }) });
  };
  return (
    <Modal title={words.title} isOpen onClose={onClose}>
      <p className="muted">{words.text}</p>
      <fieldset className="field-group">
        <legend className="label">{words.why}</legend>
        {ABANDON_REASONS.map((value) => (
          <label key={value} className="tick">
            <input
              type="radio"
              name="abandon"
              checked={reason === value}
              onChange={() => setReason(value)}
              data-testid={`abandon-${value}`}
            />
            {words.reasons[value]}
          </label>
        ))}
        {tried && reason === null && <p className="field-error">{words.missing}</p>}
      </fieldset>
      <TextInput
        label={words.note}
        hint={t.common.optional}
        value={note.text}
        onChange={note.change}
        maxLength={500}
      />
      <ProblemNote error={error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="danger" isPending={isPending} onPress={submit} data-testid="abandon-submit">
          {words.submit}
        </Button>
      </div>
    </Modal>
  );
}
