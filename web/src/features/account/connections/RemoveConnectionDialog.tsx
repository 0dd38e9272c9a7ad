import { useMutation } from '@tanstack/react-query';
import { connections, type FullConnection } from '../../../api/connections';
import { isProblem } from '../../../api/problem';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface RemoveConnectionDialogProps {
  connection: FullConnection;
  onRemoved: () => void;
  onClose: () => void;
}

/** Asks once; a connection with open write-backs is said to have them, and asked about again. */
export function RemoveConnectionDialog({ connection, onRemoved, onClose }: RemoveConnectionDialogProps) {
  const words = t.account.connections.removeDialog;
  const { api } = useServices();
  const remove = useMutation({
    mutationFn: (force: boolean) => connections.remove(api, connection.id, force),
    onSuccess: onRemoved,
  });
  const inUse = isProblem(remove.error, 'connection_in_use') ? remove.error : null;
  const open = Number(inUse?.members['open_writebacks'] ?? 0);
  return (
    <Modal title={words.title(connection.display_name)} isOpen alert onClose={onClose}>
      <p>{words.text}</p>
      {inUse !== null ? (
        <p className="field-error" role="alert">
          {words.inUse(open)}
        </p>
      ) : (
        <ProblemNote error={remove.error} />
      )}
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="danger"
          isPending={remove.isPending}
          onPress={() => remove.mutate(inUse !== null)}
          data-testid="connection-remove-confirm"
        >
          {inUse === null ? words.submit : words.force}
        </Button>
      </div>
    </Modal>
  );
}
