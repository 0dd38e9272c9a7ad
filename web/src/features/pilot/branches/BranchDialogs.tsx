import { useState } from 'react';
import { branches, type Branch } from '../../../api/branches';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

/** What is asked before a branch is closed or taken up again. */
export interface BranchQuestion {
  branch: Branch;
  kind: 'dead_end' | 'solved' | 'revive';
}

interface CloseBranchDialogProps {
  sessionId: string;
  question: BranchQuestion;
  onClose: () => void;
  onDone: () => unknown;
}

const words = t.pilot.branches;

/** Why a way ends here (may be left out), or what is new about one that was closed (must be said: it becomes a fact). */
export function CloseBranchDialog({ sessionId, question, onClose, onDone }: CloseBranchDialogProps) {
  const { branch, kind } = question;
  const [text, setText] = useState('');
  const reviving = kind === 'revive';
  const act = useAction<string, Branch>({
    intent: `branch.${branch.branch_id}.${kind}`,
    run: (api, said, key) =>
      reviving
        ? branches.revive(api, sessionId, branch.branch_id, said, { key })
        : branches.change(
            api,
            sessionId,
            branch.branch_id,
            { status: kind, ...(said === '' ? {} : { reason: said }) },
            { key },
          ),
    onSuccess: () => {
      onClose();
      return onDone();
    },
  });
  const missing = reviving && text.trim() === '';
  const submit = () => {
    if (!missing) act.start(text.trim());
  };
  return (
    <Modal title={words.ask[kind](branch.label)} isOpen onClose={onClose}>
      <TextArea
        label={reviving ? words.evidence : words.why}
        hint={reviving ? words.evidenceHint : t.common.optional}
        value={text}
        onChange={setText}
        onModEnter={submit}
        maxLength={reviving ? 1000 : 500}
        rows={3}
        testId="branch-reason"
        autoFocus
      />
      <ProblemNote error={act.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="primary"
          isPending={act.isPending}
          isDisabled={missing}
          onPress={submit}
          data-testid="branch-submit"
        >
          {words.done[kind]}
        </Button>
      </div>
    </Modal>
  );
}
