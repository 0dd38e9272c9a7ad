import { useState } from 'react';
import { isProblem } from '../../../api/problem';
import { sessions, type PickupRequest, type SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface PickupDialogProps {
  session: SessionDetail;
  onClose: () => void;
  onDone: () => unknown;
}

type Mode = PickupRequest['resume_mode'];

const words = t.pilot.head;

/** Takes a session over with a briefing: going on where it stands, or starting the conversation anew from there. */
export function PickupDialog({ session, onClose, onDone }: PickupDialogProps) {
  const [mode, setMode] = useState<Mode>('continue');
  const context = useDraft(`pickup.${session.id}`);
  const pickup = useAction<PickupRequest, unknown>({
    intent: `session.${session.id}.pickup`,
    run: (api, body, key) => sessions.pickup(api, session.id, body, { key }),
    onSuccess: () => {
      context.clear();
      onClose();
      return onDone();
    },
    onError: () => void onDone(),
  });
  const submit = () =>
    pickup.start({
      resume_mode: mode,
      ...(context.text.trim() === '' ? {} : { additional_context: context.text.trim() }),
    });
  return (
    <Modal title={words.pickupTitle} isOpen onClose={onClose}>
      <fieldset className="radio-group ways">
        <legend className="label">{words.pickupHow}</legend>
        {(['continue', 'fresh'] as const).map((value) => (
          <label key={value} className="way">
            <input
              type="radio"
              name="pickup-mode"
              value={value}
              checked={mode === value}
              onChange={() => setMode(value)}
              data-testid={`pickup-${value}`}
            />
            <span>
              <strong>{words.pickupMode[value]}</strong>
              <br />
              <span className="muted">{words.pickupHint[value]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextArea
        label={words.pickupContext}
        hint={t.common.optional}
        value={context.text}
        onChange={context.change}
        onModEnter={submit}
        maxLength={4000}
        rows={3}
        testId="pickup-context"
      />
      <ProblemNote
        error={pickup.error}
        explain={(problem) =>
          isProblem(problem, 'already_claimed') ? t.board.lost(problem.text('claimed_by_name') ?? '') : null
        }
      />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={pickup.isPending} onPress={submit} data-testid="pickup-submit">
          {session.open_handoff === null ? words.briefing : words.pickup}
        </Button>
      </div>
    </Modal>
  );
}
