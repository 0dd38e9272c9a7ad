import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { handoffs, type QueueItem, type QueueQuery } from '../../api/handoffs';
import { isProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { ProblemNote } from '../../ui/ProblemNote';
import { ActMenu } from './ActMenu';
import { boardKeys } from './boardKeys';
import { Briefing } from './Briefing';
import { PriorityBadge, RowFacts, titleOf } from './RowFacts';
import { useClaim } from './useClaim';

export type OtherView = 'taken' | 'own' | 'parked';

const QUERIES: Record<OtherView, QueueQuery> = {
  taken: { intent: 'all', status: 'claimed', include_own: true },
  own: { intent: 'all', status: 'live', include_own: true },
  parked: { intent: 'park', status: 'open', include_own: true },
};

/** What does not wait for an engineer: taken, handed on by me, parked. Read again when the stream tells of a change. */
export function OtherList({ view, now }: { view: OtherView; now: number }) {
  const { api } = useServices();
  const list = useQuery({
    queryKey: boardKeys.other(view),
    queryFn: ({ signal }) => handoffs.listed(api, QUERIES[view], signal),
  });
  const items = (list.data?.items ?? []).filter((item) => view !== 'own' || item.is_own === true);
  return (
    <Loading query={list}>
      {items.length === 0 && <p className="board-empty">{t.board.emptyViews[view]}</p>}
      <ul className="board-list" aria-label={t.board.views[view]}>
        {items.map((item) => (
          <OtherRow
            key={item.handoff_id}
            item={item}
            now={now}
            readAt={list.dataUpdatedAt}
            onChanged={() => void list.refetch()}
          />
        ))}
      </ul>
    </Loading>
  );
}

interface OtherRowProps {
  item: QueueItem;
  now: number;
  readAt: number;
  onChanged: () => void;
}

function OtherRow({ item, now, readAt, onChanged }: OtherRowProps) {
  const { person } = useServices();
  const [open, setOpen] = useState(false);
  const claim = useClaim(item, onChanged);
  const isMine = item.claimed_by === person.id;
  const mayClaim = item.status === 'open' && item.is_own !== true;
  const lostTo = isProblem(claim.error, 'already_claimed') ? claim.error.text('claimed_by_name') : null;
  return (
    <li className="board-row" data-testid="board-other" data-handoff-id={item.handoff_id}>
      <div className="board-row-line">
        <div className="board-row-text">
          <p className="board-row-title">
            <PriorityBadge item={item} />
            <Badge text={item.intent === 'park' ? t.board.parked : t.board.escalated} />
            <b>{titleOf(item)}</b>
          </p>
          {item.reason !== null && item.reason !== '' && <p className="clip-2">{item.reason}</p>}
          <RowFacts
            item={item}
            waitingSince={item.status === 'open' ? readAt - item.waiting_seconds * 1000 : null}
            now={now}
          />
          {item.claimed_by_name !== null && item.status === 'claimed' && (
            <p>{isMine ? t.board.claimedByMe : t.board.claimedBy(item.claimed_by_name)}</p>
          )}
          {lostTo !== null ? (
            <p className="board-lost" role="status">
              {t.board.lost(lostTo)}
            </p>
          ) : (
            <ProblemNote error={claim.error} />
          )}
        </div>
        <div className="board-row-act">
          {mayClaim && (
            <Button
              look="primary"
              isPending={claim.isPending}
              onPress={() => claim.start(item.handoff_id)}
              data-testid="board-claim"
            >
              {t.board.claim}
            </Button>
          )}
          {item.session_id !== null && !mayClaim && (
            <Link
              to="/pilot/$id"
              params={{ id: item.session_id }}
              className="button button-plain button-small"
            >
              {t.board.open}
            </Link>
          )}
          <Button size="small" look="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? t.board.briefing.close : t.board.briefing.open}
          </Button>
          <ActMenu item={item} onDone={onChanged} />
        </div>
      </div>
      {open && <Briefing item={item} />}
    </li>
  );
}
