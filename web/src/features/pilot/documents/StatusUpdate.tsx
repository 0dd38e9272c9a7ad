import { useState } from 'react';
import type { SessionDetail } from '../../../api/sessions';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { draftNameOf, mayPost } from '../writeback/useWriteback';
import { StatusUpdateDialog } from './StatusUpdateDialog';

interface StatusUpdateProps {
  session: SessionDetail;
  canWork: boolean;
  onClose: () => void;
  /** The text stands in the resolution note now. */
  onTaken: () => void;
  refreshQuota: () => Promise<void>;
}

/** The dialog, and the way of its text into the resolution note: never over words that are there already. */
export function StatusUpdate({ session, canWork, onClose, onTaken, refreshQuota }: StatusUpdateProps) {
  const note = useDraft(draftNameOf('resolution_note', session.id));
  const [waiting, setWaiting] = useState<string | null>(null);
  const take = (text: string) => {
    note.change(text);
    onClose();
    onTaken();
  };
  const postable = canWork && mayPost('resolution_note', session.status);
  if (waiting !== null) {
    return (
      <Modal title={t.pilot.note.replace} isOpen onClose={() => setWaiting(null)} alert>
        <div className="dialog-foot">
          <Button onPress={() => setWaiting(null)}>{t.common.cancel}</Button>
          <Button look="primary" onPress={() => take(waiting)}>
            {t.pilot.update.useAsNote}
          </Button>
        </div>
      </Modal>
    );
  }
  return (
    <StatusUpdateDialog
      session={session}
      onClose={onClose}
      onUseAsNote={postable ? (text) => (note.text.trim() === '' ? take(text) : setWaiting(text)) : null}
      refreshQuota={refreshQuota}
    />
  );
}
