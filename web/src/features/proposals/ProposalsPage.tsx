import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import {
  PROPOSAL_STATUSES,
  proposals,
  type ProposalFilter,
  type ProposalStats,
  type ProposalSummary,
} from '../../api/proposals';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Choice, TextInput } from '../../ui/Fields';
import { waiting } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { useNow } from '../../ui/useNow';
import { day } from '../library/figures';
import { libraryKeys } from '../library/keys';
import { LibraryHead } from '../library/LibraryHead';
import { withChange, type ProposalSearch } from '../library/search';
import { useCategories } from '../library/useCategories';
import { useWords } from '../library/useWords';
import { STATUS_TONE } from './tones';

/** What walks and sessions taught, waiting for an engineer's word (contract-l1 §10). */
export function ProposalsPage() {
  const words = t.proposals;
  const { api } = useServices();
  const search = useSearch({ from: '/flow-proposals' });
  const navigate = useNavigate();
  const categories = useCategories();
  usePageTitle(words.title);
  const set = (change: Parameters<typeof withChange<ProposalSearch>>[1]) =>
    void navigate({ to: '/flow-proposals', search: withChange(search, change), replace: true });
  const {
    words: text,
    setWords: setText,
    q,
  } = useWords('/flow-proposals', search.q, (found) => set({ q: found }));

  const status = search.status ?? 'pending';
  const filter: ProposalFilter = {
    ...(status === 'any' ? {} : { status }),
    ...(search.type === undefined ? {} : { proposal_type: search.type }),
    ...(search.source === undefined ? {} : { source: search.source }),
    ...(search.category === undefined ? {} : { category: search.category }),
    ...(search.validated === undefined ? {} : { validated: search.validated }),
    ...(q === undefined ? {} : { q }),
  };
  const query = useInfiniteQuery({
    queryKey: libraryKeys.proposalList(filter),
    queryFn: ({ pageParam, signal }) => proposals.list(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const stats = useQuery({
    queryKey: libraryKeys.proposalStats,
    queryFn: ({ signal }) => proposals.stats(api, signal),
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <div className="library-page">
      <LibraryHead title={words.title} />
      {stats.data !== undefined && <Stats stats={stats.data} />}
      <div role="search" className="filters">
        <TextInput
          label={t.library.filter.q}
          type="search"
          value={text}
          onChange={setText}
          maxLength={200}
          testId="proposal-search"
        />
        <Choice
          label={words.statusLabel}
          value={status}
          options={[
            ...PROPOSAL_STATUSES.map((value) => ({
              value,
              label: `${words.status[value]} (${stats.data?.by_status[value] ?? 0})`,
            })),
            { value: 'any' as const, label: t.library.filter.any },
          ]}
          onChange={(value) => set({ status: value === 'pending' ? null : value })}
          testId="proposal-status"
        />
        <Choice
          label={words.typeLabel}
          value={search.type ?? ''}
          options={(['new_flow', 'enhancement'] as const).map((value) => ({
            value,
            label: words.type[value],
          }))}
          placeholder={t.library.filter.any}
          onChange={(type) => set({ type })}
        />
        <Choice
          label={words.sourceLabel}
          value={search.source ?? ''}
          options={(['ai_realtime_l1', 'l1_flow_walk', 'ai_session'] as const).map((value) => ({
            value,
            label: words.source[value],
          }))}
          placeholder={t.library.filter.any}
          onChange={(source) => set({ source })}
        />
        <Choice
          label={t.library.filter.category}
          value={search.category ?? ''}
          options={categories.choices}
          placeholder={t.library.filter.any}
          onChange={(category) => set({ category })}
        />
        <label className="tick filter-tick">
          <input
            type="checkbox"
            checked={search.validated === true}
            onChange={(event) => set({ validated: event.target.checked })}
            data-testid="proposal-validated"
          />
          {words.validatedOnly}
        </label>
      </div>
      <Loading query={query}>
        {rows.length === 0 ? (
          <p className="muted">{words.none}</p>
        ) : (
          <ul className="flow-list" aria-label={words.title} data-testid="proposal-list">
            {rows.map((row) => (
              <ProposalRow key={row.id} row={row} category={categories.name(row.category)} />
            ))}
          </ul>
        )}
      </Loading>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t.library.more}
        </Button>
      )}
    </div>
  );
}

function Stats({ stats }: { stats: ProposalStats }) {
  const now = useNow(60_000);
  const words = t.proposals;
  const pending = stats.by_status.pending ?? 0;
  const oldest = stats.oldest_pending_at;
  return (
    <p className="muted" data-testid="proposal-stats">
      {[
        words.pending(pending),
        ...(pending === 0 ? [] : [words.validatedCount(stats.validated_pending)]),
        ...(oldest === null ? [] : [words.oldest(waiting((now - Date.parse(oldest)) / 1000))]),
      ].join(' · ')}
    </p>
  );
}

function ProposalRow({ row, category }: { row: ProposalSummary; category: string }) {
  const words = t.proposals;
  return (
    <li className="flow-row" data-testid="proposal-row">
      <Link to="/flow-proposals/$id" params={{ id: row.id }} className="flow-row-link">
        <span className="flow-row-title">
          <b>{row.title}</b>
          <Badge text={words.type[row.proposal_type]} tone="info" />
          {row.status !== 'pending' && (
            <Badge text={words.status[row.status]} tone={STATUS_TONE[row.status]} />
          )}
          {row.validated_by_outcome && <Badge text={words.validated} tone="good" />}
          {row.problems.length > 0 && <Badge text={words.problems(row.problems.length)} tone="bad" />}
          {row.stubs_count > 0 && <Badge text={words.stubs(row.stubs_count)} tone="warn" />}
        </span>
        <span className="muted">{words.source[row.source]}</span>
      </Link>
      <span className="flow-row-facts">
        <span>{category}</span>
        <span>{words.evidenceCount(row.evidence_count)}</span>
        <span>{words.outcomes(row.helpful_count, row.unhelpful_count)}</span>
        <span>{day(row.created_at)}</span>
      </span>
    </li>
  );
}
