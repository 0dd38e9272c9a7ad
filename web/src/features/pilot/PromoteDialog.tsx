import { useState } from 'react';
import { facts, type Fact, type Promotion } from '../../api/facts';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';

interface PromoteDialogProps {
  sessionId: string;
  source: Promotion;
  /** Words to start from; what is sent is the engineer's wording, so no model is asked. */
  text: string;
  onClose: () => void;
  onDone: () => unknown;
}

const LONGEST = 1000;
const words = t.pilot.facts;

/** Something said or answered becomes a fact. */
export function PromoteDialog({ sessionId, source, text: given, onClose, onDone }: PromoteDialogProps) {
  const [text, setText] = useState(given.slice(0, LONGEST));
  const promote = useAction<Promotion, Fact>({
    intent: `session.${sessionId}.promote`,
    run: (api, body, key) => facts.promote(api, sessionId, body, { key }),
    onSuccess: () => {
      onClose();
      return onDone();
    },
  });
  const submit = () => {
    if (text.trim() !== '') promote.start({ ...source, text: text.trim() });
  };
  return (
    <Modal title={words.promoteTitle} isOpen onClose={onClose}>
      <TextArea
        label={words.label}
        hint={words.promoteHint}
        value={text}
        onChange={setText}
        onModEnter={submit}
        maxLength={LONGEST}
        rows={4}
        testId="promote-text"
        autoFocus
      />
      <ProblemNote error={promote.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="primary"
          isPending={promote.isPending}
          isDisabled={text.trim() === ''}
          onPress={submit}
          data-testid="promote-submit"
        >
          {t.common.add}
        </Button>
      </div>
    </Modal>
  );
}
