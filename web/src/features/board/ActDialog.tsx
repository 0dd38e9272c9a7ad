import { useState } from 'react';
import { handoffs, type Handoff, type QueueItem } from '../../api/handoffs';
import { PRIORITIES, type Priority } from '../../api/l1';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice, TextInput } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { TargetChoice } from '../pilot/TargetChoice';
import { titleOf } from './RowFacts';

export type Act = 'release' | 'reassign' | 'cancel';

interface ActDialogProps {
  act: Act;
  item: QueueItem;
  onDone: () => void;
  onClose: () => void;
}

interface ActInput {
  reason: string;
  target: string;
  priority: Priority;
}

/** Give back, hand to somebody else, or take back, with a reason for those it concerns. */
export function ActDialog({ act, item, onDone, onClose }: ActDialogProps) {
  const words = t.board.acts;
  const reason = useDraft(`board.${act}.${item.handoff_id}`);
  const [target, setTarget] = useState(item.target_user_id ?? '');
  const [priority, setPriority] = useState<Priority>(item.priority);
  const [noteRemains, setNoteRemains] = useState(false);
  const send = useAction<ActInput, Handoff>({
    intent: `handoff.${item.handoff_id}.${act}`,
    run: (api, input, key) => {
      const { source_id: source, handoff_id: id } = item;
      switch (act) {
        case 'release':
          return handoffs.release(api, source, id, { key }, input.reason);
        case 'cancel':
          return handoffs.cancel(api, source, id, { key }, input.reason);
        case 'reassign':
          return handoffs.reassign(
            api,
            source,
            id,
            {
              target_user_id: input.target === '' ? null : input.target,
              priority: input.priority,
              ...(input.reason === '' ? {} : { reason: input.reason }),
            },
            { key },
          );
      }
    },
    onSuccess: (handoff) => {
      reason.clear();
      onDone();
      if (handoff.psa_note_remains === true) setNoteRemains(true);
      else onClose();
    },
    onError: onDone,
  });
  // A claimed one always has somebody; nobody is only an answer while it waits.
  const targetMissing = act === 'reassign' && item.status === 'claimed' && target === '';
  if (noteRemains) {
    return (
      <Modal title={words.titles[act]} isOpen onClose={onClose}>
        <p>{words.noteRemains}</p>
        <div className="dialog-foot">
          <Button look="primary" onPress={onClose}>
            {t.common.close}
          </Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal title={words.titles[act]} isOpen onClose={onClose}>
      <p>
        <b>{titleOf(item)}</b>
      </p>
      <p className="muted">{words.texts[act]}</p>
      {act === 'reassign' && (
        <div className="field-row">
          <TargetChoice value={target} onChange={setTarget} />
          <Choice
            label={words.priority}
            value={priority}
            options={PRIORITIES.map((value) => ({ value, label: t.domain.priority[value] }))}
            onChange={setPriority}
            testId="act-priority"
          />
        </div>
      )}
      <TextInput
        label={words.reason}
        hint={t.common.optional}
        value={reason.text}
        onChange={reason.change}
        maxLength={500}
        testId="act-reason"
      />
      <ProblemNote error={send.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="primary"
          isDisabled={targetMissing}
          isPending={send.isPending}
          onPress={() => send.start({ reason: reason.text.trim(), target, priority })}
          data-testid="act-submit"
        >
          {words[act]}
        </Button>
      </div>
    </Modal>
  );
}
