import { useQuery } from '@tanstack/react-query';
import { flows } from '../../api/flows';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Choice, TextInput } from '../../ui/Fields';
import { libraryKeys } from './keys';
import { withChange, type FlowSearch } from './search';
import { useCategories } from './useCategories';

interface FlowFiltersProps {
  search: FlowSearch;
  words: string;
  onWords: (words: string) => void;
  onChange: (search: FlowSearch) => void;
}

/** Only authors see drafts and archived flows, so only they can ask for them. */
export function FlowFilters({ search, words, onWords, onChange }: FlowFiltersProps) {
  const { api, person } = useServices();
  const text = t.library.filter;
  const categories = useCategories();
  const tags = useQuery({
    queryKey: libraryKeys.tags,
    queryFn: ({ signal }) => flows.tags(api, signal),
    staleTime: 60_000,
  });
  const set = (change: Parameters<typeof withChange<FlowSearch>>[1]) => onChange(withChange(search, change));
  return (
    <div role="search" className="filters">
      <TextInput
        label={text.q}
        type="search"
        placeholder={text.qHint}
        value={words}
        onChange={onWords}
        maxLength={200}
        testId="flow-search"
      />
      <Choice
        label={text.category}
        value={search.category ?? ''}
        options={[
          ...categories.rows.map((row) => ({
            value: row.key,
            label: `${categories.name(row.key)} (${row.flow_count})`,
          })),
          { value: 'other', label: t.library.otherCategory },
        ]}
        placeholder={text.any}
        onChange={(category) => set({ category })}
        testId="flow-filter-category"
      />
      <Choice
        label={text.source}
        value={search.source ?? ''}
        options={(['account', 'library'] as const).map((value) => ({ value, label: text.sources[value] }))}
        placeholder={text.any}
        onChange={(source) => set({ source })}
        testId="flow-filter-source"
      />
      {person.worksSessions && (
        <Choice
          label={text.status}
          value={search.status ?? ''}
          options={(['published', 'draft', 'archived'] as const).map((value) => ({
            value,
            label: t.library.state.status[value],
          }))}
          placeholder={text.any}
          onChange={(status) => set({ status })}
          testId="flow-filter-status"
        />
      )}
      {(tags.data ?? []).length > 0 && (
        <Choice
          label={text.tag}
          value={search.tag ?? ''}
          options={(tags.data ?? []).map(({ tag, count }) => ({ value: tag, label: `${tag} (${count})` }))}
          placeholder={text.any}
          onChange={(tag) => set({ tag })}
        />
      )}
      <Choice
        label={text.sort}
        value={search.sort ?? 'updated'}
        options={(['updated', 'title', 'usage'] as const).map((value) => ({
          value,
          label: text.sorts[value],
        }))}
        onChange={(sort) => set({ sort: sort === 'updated' ? null : sort })}
        testId="flow-sort"
      />
      {person.worksSessions && (
        <label className="tick filter-tick">
          <input
            type="checkbox"
            checked={search.mine === true}
            onChange={(event) => set({ mine: event.target.checked })}
          />
          {text.mine}
        </label>
      )}
    </div>
  );
}
