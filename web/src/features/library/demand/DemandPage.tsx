import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { demand, type DemandFilter } from '../../../api/demand';
import type { FlowStructure } from '../../../api/flows';
import { useServices } from '../../../app/services';
import { usePageTitle } from '../../../app/usePageTitle';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { LibraryHead } from '../LibraryHead';
import { libraryKeys } from '../keys';
import { NewFlowDialog } from '../NewFlowDialog';
import { OUTCOMES, REASONS, withChange, type DemandSearch } from '../search';
import { useCategories } from '../useCategories';
import { DemandRow } from './DemandRow';
import { KnownProblems } from './KnownProblems';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = [7, 30, 90] as const;

/** Calls that no published flow answered: what the library lacks, in the callers' own words. */
export function DemandPage() {
  const words = t.library.demand;
  const { api } = useServices();
  const search = useSearch({ from: '/l1/demand' });
  const navigate = useNavigate();
  const categories = useCategories();
  const [writing, setWriting] = useState<Partial<FlowStructure> | null>(null);
  usePageTitle(words.title);
  const [now] = useState(Date.now);
  const filter = useMemo<DemandFilter>(() => {
    const { outcome, reason, category, days, all } = search;
    return {
      ...(outcome === undefined ? {} : { outcome }),
      ...(reason === undefined ? {} : { reason }),
      ...(category === undefined ? {} : { category }),
      ...(days === undefined ? {} : { from: new Date(now - days * DAY_MS).toISOString() }),
      unmet: all !== true,
    };
  }, [search, now]);
  const query = useInfiniteQuery({
    queryKey: libraryKeys.demand(filter),
    queryFn: ({ pageParam, signal }) => demand.list(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (next: DemandSearch) => void navigate({ to: '/l1/demand', search: next, replace: true });

  return (
    <div className="library-page">
      <LibraryHead title={words.title} />
      <p className="muted prose">{words.intro}</p>
      <div role="search" className="filters">
        <Choice
          label={t.library.filter.category}
          value={search.category ?? ''}
          options={[...categories.choices, { value: 'unknown', label: words.unknownCategory }]}
          placeholder={t.library.filter.any}
          onChange={(category) => change(withChange(search, { category }))}
          testId="demand-category"
        />
        <Choice
          label={words.outcome}
          value={search.outcome ?? ''}
          options={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] }))}
          placeholder={t.library.filter.any}
          onChange={(outcome) => change(withChange(search, { outcome }))}
          testId="demand-outcome"
        />
        <Choice
          label={words.reason}
          value={search.reason ?? ''}
          options={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
          placeholder={t.library.filter.any}
          onChange={(reason) => change(withChange(search, { reason }))}
        />
        <Choice
          label={words.since}
          value={search.days === undefined ? '' : String(search.days)}
          options={DAYS.map((days) => ({ value: String(days), label: words.days(days) }))}
          placeholder={words.ever}
          onChange={(days) => change(withChange(search, { days: days === '' ? null : Number(days) }))}
        />
        <label className="tick filter-tick">
          <input
            type="checkbox"
            checked={search.all === true}
            onChange={(event) => change(withChange(search, { all: event.target.checked }))}
            data-testid="demand-all"
          />
          {words.all}
        </label>
      </div>
      <div className="list-page">
        <div className="stack">
          <Loading query={query}>
            {rows.length === 0 ? (
              <p className="muted">{words.none}</p>
            ) : (
              <ul className="flow-list" aria-label={words.title} data-testid="demand-list">
                {rows.map((row) => (
                  <DemandRow key={row.intake_id} row={row} category={categories.name} onWrite={setWriting} />
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
        <KnownProblems category={search.category ?? null} onWrite={setWriting} />
      </div>
      {writing !== null && <NewFlowDialog from={writing} onClose={() => setWriting(null)} />}
    </div>
  );
}
