import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { desk, TICKET_STATES, type TicketRow, type TicketState } from '../../api/desk';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { dateTime } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { Segmented } from '../../ui/Segmented';
import { deskKeys } from './deskKeys';
import { TicketDialog } from './TicketDialog';

const REFRESH_MS = 30_000;
const FILTERS = ['any', ...TICKET_STATES] as const;
type Filter = 'any' | TicketState;

const TONE: Record<TicketState, Tone> = {
  open: 'warn',
  walking: 'info',
  escalated: 'neutral',
  resolved: 'good',
};

/** Internal tickets of the account, newest first: what is open can be taken up, what is walked can be joined. */
export function QueuePage() {
  usePageTitle(t.intake.queue.title);
  const { api } = useServices();
  const [filter, setFilter] = useState<Filter>('any');
  const [shown, setShown] = useState<TicketRow | null>(null);
  const tickets = useInfiniteQuery({
    queryKey: deskKeys.tickets(filter),
    queryFn: ({ pageParam, signal }) =>
      desk.tickets(api, filter === 'any' ? null : filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const rows = tickets.data?.pages.flatMap((page) => page.items) ?? [];
  const words = t.intake.queue;
  return (
    <div className="desk">
      <h1>{words.title}</h1>
      <Segmented
        label={words.filter}
        value={filter}
        options={FILTERS.map((value) => ({
          value,
          label: value === 'any' ? words.any : words.states[value],
        }))}
        onChange={setFilter}
        testId="queue-filter"
      />
      <Loading query={tickets}>
        {rows.length === 0 && <p className="muted">{filter === 'any' ? words.none : words.nothing}</p>}
        <ul className="board-list" aria-label={words.title}>
          {rows.map((row) => (
            <QueueRow key={row.ticket_id} row={row} onShow={() => setShown(row)} />
          ))}
        </ul>
      </Loading>
      {tickets.hasNextPage && (
        <Button isPending={tickets.isFetchingNextPage} onPress={() => void tickets.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {shown !== null && <TicketDialog row={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function QueueRow({ row, onShow }: { row: TicketRow; onShow: () => void }) {
  const words = t.intake.queue;
  const facts = [
    row.customer_name,
    row.session_kind === null ? null : t.domain.walkKind[row.session_kind],
    row.handled_by_name === null ? null : t.intake.active.with(row.handled_by_name),
    dateTime(row.created_at),
  ].filter((fact) => fact !== null);
  return (
    <li className="board-row" data-testid="ticket-row" data-ticket-id={row.ticket_id}>
      <div className="board-row-line">
        <div className="board-row-text">
          <p className="board-row-title">
            <Badge text={words.states[row.status]} tone={TONE[row.status]} />
            <b className="clip-2">{row.problem_statement}</b>
          </p>
          <p className="muted">{facts.join(' · ')}</p>
        </div>
        <div className="board-row-act">
          {row.session_id !== null && row.session_status === 'active' && (
            <Link
              to="/l1/walk/$id"
              params={{ id: row.session_id }}
              className="button button-primary button-normal"
            >
              {t.intake.active.continue}
            </Link>
          )}
          <Button size="small" look="quiet" onPress={onShow} data-testid="ticket-open">
            {words.show}
          </Button>
        </div>
      </div>
    </li>
  );
}
