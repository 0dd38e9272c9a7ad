import { useState } from 'react';
import { postLog, type DecisionKind, type DecisionRequest } from '../../../api/postLog';
import type { Writeback } from '../../../api/psa';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextInput } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface DecisionDialogProps {
  writeback: Writeback;
  onDecided: () => void;
  onClose: () => void;
}

const SHORTEST_REASON = 3;

/** What a person says about a note nobody could find (contract-psa §11). */
export function DecisionDialog({ writeback, onDecided, onClose }: DecisionDialogProps) {
  const words = t.account.log.decideDialog;
  const reason = useDraft(`decision.${writeback.id}`);
  const [decision, setDecision] = useState<DecisionKind | null>(null);
  const [external, setExternal] = useState('');
  const [tried, setTried] = useState(false);
  const decide = useAction<DecisionRequest, Writeback>({
    intent: `writeback.${writeback.id}.decide`,
    run: (api, body, key) => postLog.decide(api, writeback.id, body, { key }),
    onSuccess: () => {
      reason.clear();
      onDecided();
    },
  });
  // Sending again is only for what might never have arrived.
  const choices: DecisionKind[] =
    writeback.state === 'needs_person'
      ? ['it_is_there', 'send_again', 'give_up']
      : ['it_is_there', 'give_up'];
  const reasonMissing = reason.text.trim().length < SHORTEST_REASON;
  const submit = () => {
    setTried(true);
    if (decision === null || reasonMissing) return;
    decide.start({
      decision,
      reason: reason.text.trim(),
      ...(decision === 'it_is_there' && external.trim() !== '' ? { external_id: external.trim() } : {}),
    });
  };
  return (
    <Modal title={words.title} isOpen alert onClose={onClose}>
      <p>{words.text}</p>
      <fieldset className="field-group">
        <legend className="label">{words.what}</legend>
        {choices.map((value) => (
          <label key={value} className="tick">
            <input
              type="radio"
              name="decision"
              checked={decision === value}
              onChange={() => setDecision(value)}
              data-testid={`decision-${value}`}
            />
            {words.decision[value]}
          </label>
        ))}
        {tried && decision === null && <p className="field-error">{words.choose}</p>}
      </fieldset>
      {decision === 'it_is_there' && (
        <TextInput label={words.external} value={external} onChange={setExternal} maxLength={64} />
      )}
      <TextInput
        label={words.reason}
        value={reason.text}
        onChange={reason.change}
        maxLength={500}
        error={tried && reasonMissing ? words.reasonMissing : null}
        testId="decision-reason"
      />
      <ProblemNote error={decide.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={decide.isPending} onPress={submit} data-testid="decision-submit">
          {words.submit}
        </Button>
      </div>
    </Modal>
  );
}
