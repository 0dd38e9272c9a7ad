import { Link, useNavigate } from '@tanstack/react-router';
import { handoffs, type Handoff } from '../../api/handoffs';
import { isProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { waiting } from '../../ui/format';
import { ProblemNote } from '../../ui/ProblemNote';
import type { Gone, Row } from './boardModel';

const PRIORITY_TONE: Record<string, Tone> = {
  urgent: 'bad',
  high: 'warn',
  normal: 'neutral',
  low: 'neutral',
};

interface BoardRowProps {
  row: Row;
  now: number;
  onGone: (handoffId: string, gone: Gone) => void;
}

export function BoardRow({ row, now, onGone }: BoardRowProps) {
  const { item, gone } = row;
  const navigate = useNavigate();
  const claim = useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.claim`,
    run: (api, handoffId, key) => handoffs.claim(api, item.source_id, handoffId, { key }),
    onSuccess: (handoff) => {
      const sessionId = handoff.session_id ?? item.session_id;
      if (sessionId !== null) void navigate({ to: '/pilot/$id', params: { id: sessionId } });
    },
    onError: (error, handoffId) => {
      if (isProblem(error, 'already_claimed')) {
        onGone(handoffId, {
          kind: 'claimed',
          byId: error.text('claimed_by_id'),
          byName: error.text('claimed_by_name'),
          sessionId: null,
        });
      } else if (isProblem(error, 'handoff_closed', 'not_found')) {
        onGone(handoffId, { kind: 'left' });
      }
    },
  });
  const lost = isProblem(claim.error, 'already_claimed');

  return (
    <li
      className={gone === null ? 'board-row' : 'board-row board-row-gone'}
      data-testid="board-row"
      data-handoff-id={item.handoff_id}
      data-gone={gone?.kind}
    >
      <div className="board-row-text">
        <p className="board-row-title">
          {item.priority !== 'normal' && (
            <Badge text={t.domain.priority[item.priority]} tone={PRIORITY_TONE[item.priority] ?? 'neutral'} />
          )}
          {row.arrived && gone === null && <Badge text={t.board.isNew} tone="info" />}
          {item.targeted_to_me === true && <Badge text={t.board.forYou} tone="good" />}
          <b>{item.title ?? item.problem_summary ?? t.board.untitled}</b>
        </p>
        {item.reason !== null && item.reason !== '' && <p className="clip-2">{item.reason}</p>}
        <RowFacts row={row} now={now} />
        {lost && (
          <p className="board-lost" role="status" data-testid="board-lost">
            {lostText(claim.error)}
          </p>
        )}
        {!lost && <ProblemNote error={claim.error} />}
      </div>
      <div className="board-row-act">
        {gone === null ? (
          <Button
            look="primary"
            isPending={claim.isPending}
            onPress={() => claim.start(item.handoff_id)}
            data-testid="board-claim"
          >
            {claim.isPending ? t.board.claiming : t.board.claim}
          </Button>
        ) : (
          !lost && <GoneNote gone={gone} />
        )}
      </div>
    </li>
  );
}

function lostText(error: Error | null): string {
  const name = isProblem(error) ? error.text('claimed_by_name') : null;
  return name === null ? t.board.lostUnknown : t.board.lost(name);
}

function RowFacts({ row: { item, waitingSince, gone }, now }: { row: Row; now: number }) {
  const facts = [
    gone === null ? t.board.waiting(waiting((now - waitingSince) / 1000)) : null,
    item.client_name,
    item.source_kind === 'l1_walk' ? t.board.fromL1 : t.board.fromSession,
    t.board.from(item.handed_off_by_name),
    item.step_count === null || item.step_count === 0 ? null : t.board.steps(item.step_count),
    item.psa_ticket_id === null ? null : t.board.ticket(item.psa_ticket_id),
    item.target_user_name === null || item.targeted_to_me === true
      ? null
      : t.board.forOther(item.target_user_name),
    (item.release_count ?? 0) === 0 ? null : t.board.again(item.release_count ?? 0),
  ].filter((fact): fact is string => fact !== null);
  return <p className="muted">{facts.join(' · ')}</p>;
}

function GoneNote({ gone }: { gone: Gone }) {
  const { person } = useServices();
  if (gone.kind === 'left') return <span className="muted">{t.board.cancelled}</span>;
  if (gone.byId === person.id) {
    return (
      <span className="muted">
        {t.board.claimedByMe}{' '}
        {gone.sessionId !== null && (
          <Link to="/pilot/$id" params={{ id: gone.sessionId }}>
            {t.board.open}
          </Link>
        )}
      </span>
    );
  }
  return (
    <span className="muted">
      {gone.byName === null ? t.board.lostUnknown : t.board.claimedBy(gone.byName)}
    </span>
  );
}
