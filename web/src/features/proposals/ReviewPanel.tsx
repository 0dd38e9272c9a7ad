import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Proposal } from '../../api/proposals';
import { isProblem, type ApiProblem } from '../../api/problem';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { dateTime } from '../../ui/format';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { useReview } from './useReview';

interface ReviewPanelProps {
  proposal: Proposal;
  show: (proposal: Proposal) => void;
  onModify: () => void;
}

/** Approve, modify, reject or dismiss while it is pending; afterwards who decided what, and what came of it. */
export function ReviewPanel({ proposal, show, onModify }: ReviewPanelProps) {
  const words = t.proposals;
  const note = useDraft(`proposal-note.${proposal.id}`);
  const [asking, setAsking] = useState<'reject' | 'dismiss' | 'stubs' | null>(null);
  const [tried, setTried] = useState(false);
  const review = useReview(proposal, show, (reviewed) => {
    note.clear();
    setAsking(null);
    show(reviewed);
  });
  const close = () => {
    setAsking(null);
    setTried(false);
    review.reset();
  };
  const noteText = note.text.trim();
  const decide = (action: 'approve' | 'reject' | 'dismiss', acceptStubs = false) => {
    setTried(true);
    if (action === 'reject' && noteText === '') return;
    review.start({
      action,
      version: proposal.version,
      ...(noteText === '' ? {} : { note: noteText }),
      ...(acceptStubs ? { accept_stubs: true } : {}),
    });
  };
  const approve = () => {
    if (proposal.stubs_count > 0) setAsking('stubs');
    else decide('approve');
  };

  if (proposal.status !== 'pending') {
    return (
      <>
        {isProblem(review.error, 'already_reviewed') && <ProblemNote error={review.error} />}
        <Decided proposal={proposal} />
      </>
    );
  }
  const enhancement = proposal.proposal_type === 'enhancement';
  const broken = proposal.problems.length > 0;
  return (
    <div className="review" data-testid="review">
      <div className="button-row">
        {!enhancement && (
          <Button
            look="primary"
            isDisabled={broken}
            isPending={review.isPending && asking === null}
            onPress={approve}
            data-testid="proposal-approve"
          >
            {words.approve}
          </Button>
        )}
        <Button look={enhancement ? 'primary' : 'plain'} onPress={onModify} data-testid="proposal-modify">
          {words.modify}
        </Button>
        <Button onPress={() => setAsking('reject')} data-testid="proposal-reject">
          {words.reject}
        </Button>
        <Button onPress={() => setAsking('dismiss')} data-testid="proposal-dismiss">
          {words.dismiss}
        </Button>
      </div>
      <p className="muted">
        {broken ? words.brokenNext : enhancement ? words.enhancementNext : words.approveNext}
      </p>
      {asking === null && <ProblemNote error={review.error} explain={explain} />}
      {asking === 'stubs' && (
        <Modal title={words.stubsTitle} isOpen onClose={close}>
          <p>{words.stubsText(proposal.stubs_count)}</p>
          <ul className="finding-list">
            {proposal.proposed_flow_data.tree_structure.nodes
              .filter((node) => node.needs_review === true)
              .map((node) => (
                <li key={node.id}>{node.text}</li>
              ))}
          </ul>
          <ProblemNote error={review.error} explain={explain} />
          <div className="dialog-foot">
            <Button
              onPress={() => {
                close();
                onModify();
              }}
            >
              {words.writeStubs}
            </Button>
            <Button
              look="primary"
              isPending={review.isPending}
              onPress={() => decide('approve', true)}
              data-testid="proposal-accept-stubs"
            >
              {words.acceptStubs}
            </Button>
          </div>
        </Modal>
      )}
      {(asking === 'reject' || asking === 'dismiss') && (
        <Modal title={words.ask[asking].title} isOpen onClose={close}>
          <p>{words.ask[asking].text}</p>
          <TextArea
            label={words.note}
            hint={note.restored ? t.common.draftRestored : undefined}
            value={note.text}
            onChange={note.change}
            onModEnter={() => decide(asking)}
            maxLength={2000}
            autoFocus
            error={tried && asking === 'reject' && noteText === '' ? words.noteMissing : null}
            testId="proposal-note"
          />
          <ProblemNote error={review.error} explain={explain} />
          <div className="dialog-foot">
            <Button onPress={close}>{t.common.cancel}</Button>
            <Button
              look="danger"
              isPending={review.isPending}
              onPress={() => decide(asking)}
              data-testid="proposal-decide"
            >
              {words.ask[asking].confirm}
            </Button>
          </div>
        </Modal>
      )}
    </div>
  );
}

function explain(problem: ApiProblem): string | null {
  return problem.code === 'version_conflict' ? t.proposals.movedOn : null;
}

function Decided({ proposal }: { proposal: Proposal }) {
  const words = t.proposals;
  return (
    <div className="note-result" role="status" data-testid="proposal-decided">
      <span>
        {words.decided(
          words.status[proposal.status],
          proposal.reviewed_by_name ?? t.common.none,
          dateTime(proposal.reviewed_at),
        )}
      </span>
      {proposal.review_note !== null && <span className="pre-wrap">{proposal.review_note}</span>}
      {proposal.flow_id !== null && (
        <Link to="/flows/$id" params={{ id: proposal.flow_id }} data-testid="proposal-flow">
          {words.openFlow(proposal.flow_version_no ?? 1)}
        </Link>
      )}
    </div>
  );
}
