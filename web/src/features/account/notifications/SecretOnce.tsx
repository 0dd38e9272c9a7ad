import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { CopyCode } from '../../../ui/CopyCode';
import { dateTime } from '../../../ui/format';
import { Modal } from '../../../ui/Modal';

export interface FreshSecret {
  value: string;
  /** After a rotation the former one also holds for a while. */
  oldUntil: string | null;
}

/** The one time a signing secret is shown; it must be answered, so a click beside it does not lose it. */
export function SecretOnce({ secret, onDone }: { secret: FreshSecret; onDone: () => void }) {
  const words = t.account.notifications.secret;
  return (
    <Modal title={words.title} isOpen alert onClose={onDone}>
      <p>{words.text}</p>
      <div data-testid="signing-secret">
        <CopyCode code={secret.value} />
      </div>
      {secret.oldUntil !== null && <p className="muted">{words.until(dateTime(secret.oldUntil))}</p>}
      <div className="dialog-foot">
        <Button look="primary" onPress={onDone} data-testid="signing-secret-done">
          {words.done}
        </Button>
      </div>
    </Modal>
  );
}
