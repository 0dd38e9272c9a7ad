import { useState } from 'react';
import type { Flow, FlowStructure } from '../../api/flows';
import type { Proposal } from '../../api/proposals';
import { isProblem } from '../../api/problem';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { TreeEditor } from '../library/editor/TreeEditor';
import { useCheck } from '../library/editor/useCheck';
import { useEditorKeys } from '../library/editor/useEditorKeys';
import { useStructure } from '../library/editor/useStructure';
import { findingsOfProblem } from '../library/model/findings';
import { asSent } from './proposed';
import { useReview } from './useReview';

interface ModifyEditorProps {
  proposal: Proposal;
  target: Flow | null;
  initial: FlowStructure;
  onDone: (proposal: Proposal) => void;
  /** A colleague was faster: the proposal as it is now. */
  onChanged: (proposal: Proposal) => void;
  onCancel: () => void;
}

/** The proposal in the reviewer's words; what is typed is kept in this browser until it is published. */
export function ModifyEditor({ proposal, target, initial, onDone, onChanged, onCancel }: ModifyEditorProps) {
  const words = t.proposals;
  const kept = useDraft(`proposal.${proposal.id}`);
  const [found] = useState(() => readKept(kept.text));
  const work = useStructure(
    () => found ?? initial,
    (structure) => kept.change(JSON.stringify(structure)),
  );
  // The check needs a flow to stand for; a proposal for a new one is checked when it is published.
  const check = useCheck(target?.source === 'account' ? target.id : null, work.structure);
  const review = useReview(proposal, onChanged, (reviewed) => {
    kept.clear();
    onDone(reviewed);
  });
  const [sent, setSent] = useState<FlowStructure | null>(null);
  const refused = sent === work.structure ? findingsOfProblem(review.error, work.structure) : null;
  const publish = () => {
    setSent(work.structure);
    review.start({ action: 'modify', version: proposal.version, flow: asSent(work.structure) });
  };
  useEditorKeys({ save: () => undefined, undo: work.undo, redo: work.redo });
  return (
    <div className="stack">
      <div className="button-row">
        <Button look="primary" isPending={review.isPending} onPress={publish} data-testid="modify-publish">
          {target === null ? words.publishNew : words.publishNext(target.title)}
        </Button>
        <Button size="small" isDisabled={!work.canUndo} onPress={work.undo}>
          {t.library.editor.undo}
        </Button>
        <Button size="small" isDisabled={!work.canRedo} onPress={work.redo}>
          {t.library.editor.redo}
        </Button>
        <Button look="quiet" onPress={onCancel} data-testid="modify-cancel">
          {words.backToReview}
        </Button>
        {found !== null && <span className="muted">{t.common.draftRestored}</span>}
      </div>
      {target?.source === 'library' && <p className="muted">{words.adoptsFirst}</p>}
      {refused !== null && refused.length > 0 ? (
        <p className="problem" role="alert" data-testid="modify-refused">
          {t.library.editor.refused(refused.length)}
        </p>
      ) : (
        !isProblem(review.error, 'flow_invalid', 'validation_failed') && <ProblemNote error={review.error} />
      )}
      <TreeEditor
        work={work}
        findings={refused ?? check.findings}
        isChecking={check.isChecking && target?.source === 'account'}
        checkFailed={check.error !== null}
        onCheckAgain={check.again}
        slugFrozen={target !== null}
      />
    </div>
  );
}

function readKept(text: string): FlowStructure | null {
  if (text === '') return null;
  try {
    const kept = JSON.parse(text) as FlowStructure;
    return Array.isArray(kept.nodes) ? kept : null;
  } catch {
    return null;
  }
}
