import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sessions, type SessionStatus, type SessionSummary } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Choice, TextInput } from '../../ui/Fields';
import { timeOfDay } from '../../ui/format';
import { Loading } from '../../ui/Loading';

const STATUS = {
  any: '',
  open: 'active,paused',
  waiting: 'requesting_escalation,escalated',
  closed: 'resolved,abandoned',
} as const;
type Filter = keyof typeof STATUS;

/** The server searches for two letters and more. */
const LEAST_LETTERS = 2;

const TONE: Record<SessionStatus, Tone> = {
  active: 'info',
  paused: 'neutral',
  requesting_escalation: 'warn',
  escalated: 'warn',
  resolved: 'good',
  abandoned: 'neutral',
};

export function History() {
  const { api } = useServices();
  const [filter, setFilter] = useState<Filter>('any');
  const [words, setWords] = useState('');
  const q = words.trim().length < LEAST_LETTERS ? '' : words.trim();
  const query = useInfiniteQuery({
    queryKey: cacheKeys.history(filter, q),
    queryFn: ({ pageParam, signal }) =>
      sessions.history(
        api,
        {
          ...(STATUS[filter] === '' ? {} : { status: STATUS[filter] }),
          ...(q === '' ? {} : { q }),
        },
        pageParam,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <div className="history">
      <div className="field-row">
        <TextInput
          label={t.sessions.history.search}
          placeholder={t.sessions.history.searchHint}
          value={words}
          onChange={setWords}
          maxLength={200}
          testId="history-search"
        />
        <Choice
          label={t.sessions.history.status}
          value={filter}
          onChange={setFilter}
          options={(['any', 'open', 'waiting', 'closed'] as const).map((value) => ({
            value,
            label: t.sessions.history[value],
          }))}
          testId="history-status"
        />
      </div>
      <Loading query={query}>
        {items.length === 0 ? (
          <p className="muted">
            {q === '' && filter === 'any' ? t.sessions.history.none : t.sessions.history.nothing}
          </p>
        ) : (
          <ul className="plain-list" data-testid="history-list">
            {items.map((item) => (
              <HistoryRow key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Loading>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t.sessions.history.more}
        </Button>
      )}
    </div>
  );
}

function HistoryRow({ item }: { item: SessionSummary }) {
  const { person } = useServices();
  const facts = [
    item.client_name,
    item.psa_ticket_id === null ? null : t.sessions.history.ticket(item.psa_ticket_id),
    item.handler_id === person.id ? null : t.sessions.history.with(item.handler_name),
    timeOfDay(item.updated_at ?? item.created_at),
  ].filter((fact) => fact !== null);
  return (
    <li className="walk-row" data-testid="history-row">
      <Link to="/pilot/$id" params={{ id: item.id }} className="walk-row-link">
        <span className="history-title">
          {item.title}
          <Badge text={t.domain.sessionStatus[item.status]} tone={TONE[item.status]} />
        </span>
        <span className="muted">{facts.join(' · ')}</span>
      </Link>
    </li>
  );
}
