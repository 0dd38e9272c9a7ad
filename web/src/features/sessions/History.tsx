import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { sessions } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { whole } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { ProblemNote } from '../../ui/ProblemNote';
import { HistoryFilters } from './HistoryFilters';
import { HistoryRow } from './HistoryRow';
import { queryOf, readHistorySearch, type HistorySearch } from './historySearch';

const words = t.sessions.history;
/** Beyond this the server does not count. */
const COUNTED = 10_000;

export function History() {
  const { api } = useServices();
  const search = useSearch({ from: '/sessions' });
  const navigate = useNavigate({ from: '/sessions' });
  const filters = queryOf(search);
  const query = useInfiniteQuery({
    queryKey: cacheKeys.history(filters),
    queryFn: ({ pageParam, signal }) => sessions.history(api, filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const change = (part: HistorySearch) =>
    void navigate({ search: (before) => readHistorySearch({ ...before, ...part }), replace: true });

  return (
    <div className="history">
      <HistoryFilters
        search={search}
        onChange={change}
        onClear={() => void navigate({ search: {}, replace: true })}
      />
      {/* a refused filter must be seen even while an older list is still shown */}
      {query.data !== undefined && <ProblemNote error={query.error} />}
      <Loading query={query}>
        <p className="muted" role="status" data-testid="history-count">
          {total === null ? '' : total > COUNTED ? words.countMore(whole(COUNTED)) : words.count(total)}
        </p>
        {items.length === 0 ? (
          <p className="muted">{Object.keys(filters).length === 0 ? words.none : words.nothing}</p>
        ) : (
          <ul className="plain-list" data-testid="history-list">
            {items.map((item) => (
              <HistoryRow key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Loading>
      {query.hasNextPage && (
        <Button
          isPending={query.isFetchingNextPage}
          onPress={() => void query.fetchNextPage()}
          data-testid="history-more"
        >
          {words.more}
        </Button>
      )}
    </div>
  );
}
