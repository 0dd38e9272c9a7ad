import { sessions, type SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface AbandonDialogProps {
  session: SessionDetail;
  onClose: () => void;
  onDone: () => unknown;
}

const words = t.pilot.head;

/** Ends a session without a solution; its record stays. */
export function AbandonDialog({ session, onClose, onDone }: AbandonDialogProps) {
  const reason = useDraft(`abandon.${session.id}`);
  const abandon = useAction<string, undefined>({
    intent: `session.${session.id}.abandon`,
    run: (api, text, key) => sessions.abandon(api, session.id, text, { key }),
    onSuccess: () => {
      reason.clear();
      onClose();
      return onDone();
    },
  });
  const submit = () => abandon.start(reason.text.trim());
  return (
    <Modal title={words.abandonTitle} isOpen onClose={onClose}>
      <p>{words.abandonWhat}</p>
      <TextArea
        label={words.why}
        hint={t.common.optional}
        value={reason.text}
        onChange={reason.change}
        onModEnter={submit}
        maxLength={1000}
        rows={3}
        testId="abandon-reason"
        autoFocus
      />
      <ProblemNote error={abandon.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="danger" isPending={abandon.isPending} onPress={submit} data-testid="abandon-submit">
          {words.abandon}
        </Button>
      </div>
    </Modal>
  );
}
