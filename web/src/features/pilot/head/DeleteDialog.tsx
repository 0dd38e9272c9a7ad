import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sessions, type SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

const words = t.pilot.head;

/** Only the owner's own sessions may go: what a colleague had in hands stays, which the server says plainly (KD-18). */
export function DeleteDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const handedOver = session.handler_id !== session.owner_id || session.origin === 'l1_walk';
  const remove = useMutation({
    mutationFn: () => sessions.remove(api, session.id),
    onSuccess: async () => {
      await navigate({ to: '/sessions' });
      client.removeQueries({ queryKey: cacheKeys.session(session.id) });
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <Modal title={words.removeTitle} isOpen onClose={onClose} alert>
      <p>{handedOver ? words.removeNot : words.removeWhat}</p>
      <ProblemNote error={remove.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{handedOver ? t.common.close : t.common.cancel}</Button>
        {!handedOver && (
          <Button
            look="danger"
            isPending={remove.isPending}
            onPress={() => remove.mutate()}
            data-testid="delete-submit"
          >
            {words.remove}
          </Button>
        )}
      </div>
    </Modal>
  );
}
