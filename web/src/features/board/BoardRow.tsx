import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { ActMenu } from './ActMenu';
import type { Gone, Row } from './boardModel';
import { Briefing } from './Briefing';
import { PriorityBadge, RowFacts, titleOf } from './RowFacts';
import { useClaim } from './useClaim';

interface BoardRowProps {
  row: Row;
  now: number;
  onGone: (handoffId: string, gone: Gone) => void;
  onSeen: () => void;
}

export function BoardRow({ row, now, onGone, onSeen }: BoardRowProps) {
  const { item, gone } = row;
  const [open, setOpen] = useState(false);
  const claim = useClaim(item, onGone);
  const lost = isProblem(claim.error, 'already_claimed');
  const isUnread = row.unread && gone === null;

  return (
    <li
      className={gone === null ? 'board-row' : 'board-row board-row-gone'}
      data-testid="board-row"
      data-handoff-id={item.handoff_id}
      data-gone={gone?.kind}
      data-unread={isUnread}
      onFocus={onSeen}
      onPointerEnter={onSeen}
    >
      <div className="board-row-line">
        <div className="board-row-text">
          <p className="board-row-title">
            <PriorityBadge item={item} />
            {isUnread && <Badge text={t.board.isNew} tone="info" testId="board-unread" />}
            {item.targeted_to_me === true && <Badge text={t.board.forYou} tone="good" />}
            <b>{titleOf(item)}</b>
          </p>
          {item.reason !== null && item.reason !== '' && <p className="clip-2">{item.reason}</p>}
          <RowFacts item={item} waitingSince={gone === null ? row.waitingSince : null} now={now} />
          {lost && (
            <p className="board-lost" role="status" data-testid="board-lost">
              {lostText(claim.error)}
            </p>
          )}
          {!lost && <ProblemNote error={claim.error} />}
        </div>
        <div className="board-row-act">
          {gone === null ? (
            <>
              <Button
                look="primary"
                isPending={claim.isPending}
                onPress={() => claim.start(item.handoff_id)}
                data-testid="board-claim"
              >
                {claim.isPending ? t.board.claiming : t.board.claim}
              </Button>
              <Button
                size="small"
                look="quiet"
                aria-expanded={open}
                onPress={() => setOpen(!open)}
                data-testid="board-briefing-open"
              >
                {open ? t.board.briefing.close : t.board.briefing.open}
              </Button>
              <ActMenu item={item} />
            </>
          ) : (
            !lost && <GoneNote gone={gone} />
          )}
        </div>
      </div>
      {open && gone === null && <Briefing item={item} />}
    </li>
  );
}

function lostText(error: Error | null): string {
  const name = isProblem(error) ? error.text('claimed_by_name') : null;
  return name === null ? t.board.lostUnknown : t.board.lost(name);
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
