import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { flows, type FlowFilter } from '../../api/flows';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { ImportDialog } from './exchange/ImportDialog';
import { FlowFilters } from './FlowFilters';
import { FlowRow } from './FlowRow';
import { libraryKeys } from './keys';
import { LibraryHead } from './LibraryHead';
import { NewFlowDialog } from './NewFlowDialog';
import { withChange, type FlowSearch } from './search';
import { useCategories } from './useCategories';
import { useWords } from './useWords';

export function LibraryPage() {
  const { person } = useServices();
  const search = useSearch({ from: '/flows' });
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  usePageTitle(t.library.title);

  const change = (next: FlowSearch) => void navigate({ to: '/flows', search: next, replace: true });
  const { words, setWords, q } = useWords('/flows', search.q, (found) =>
    change(withChange(search, { q: found })),
  );
  return (
    <div className="library-page">
      <LibraryHead title={t.library.title}>
        {person.worksSessions && (
          <>
            <Button onPress={() => setDialog('import')} data-testid="flow-import">
              {t.library.exchange.import}
            </Button>
            <Button look="primary" onPress={() => setDialog('new')} data-testid="flow-new">
              {t.library.create.open}
            </Button>
          </>
        )}
      </LibraryHead>
      <FlowFilters search={search} words={words} onWords={setWords} onChange={change} />
      <FlowResults search={withChange(search, { q: q ?? null })} />
      {dialog === 'new' && <NewFlowDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function FlowResults({ search }: { search: FlowSearch }) {
  const { api } = useServices();
  const categories = useCategories();
  const filter: FlowFilter = search;
  const query = useInfiniteQuery({
    queryKey: libraryKeys.flowList(filter),
    queryFn: ({ pageParam, signal }) => flows.list(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Loading query={query}>
        {rows.length === 0 ? (
          <>
            <p className="muted">
              {Object.keys(search).length === 0 ? t.library.list.none : t.library.list.nothing}
            </p>
            {search.q !== undefined && <ByMeaning words={search.q} />}
          </>
        ) : (
          <ul className="flow-list" aria-label={t.library.list.label} data-testid="flow-list">
            {rows.map((flow) => (
              <FlowRow key={flow.id} flow={flow} category={categories.name(flow.category)} />
            ))}
          </ul>
        )}
      </Loading>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t.library.more}
        </Button>
      )}
    </>
  );
}

/** When no title holds the words: the flows that mean something like them, as intake would find them. */
function ByMeaning({ words }: { words: string }) {
  const { api } = useServices();
  const categories = useCategories();
  const query = useQuery({
    queryKey: [...libraryKeys.flows, 'search', words],
    queryFn: ({ signal }) => flows.search(api, words, signal),
  });
  if ((query.data ?? []).length === 0) return null;
  return (
    <>
      <h2 className="panel-title">{t.library.list.byMeaning}</h2>
      <ul className="flow-list" data-testid="flow-meaning">
        {query.data?.map((flow) => (
          <FlowRow key={flow.id} flow={flow} category={categories.name(flow.category)} why={flow.why} />
        ))}
      </ul>
    </>
  );
}
