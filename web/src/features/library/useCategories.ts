import { useQuery } from '@tanstack/react-query';
import { flows } from '../../api/flows';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { libraryKeys } from './keys';

/** The shipped categories; flows may also be filed under `other` (contract-l1 §8). */
export function useCategories() {
  const { api } = useServices();
  const query = useQuery({
    queryKey: libraryKeys.categories,
    queryFn: ({ signal }) => flows.categories(api, signal),
    staleTime: 60_000,
  });
  const rows = query.data ?? [];
  const labels = new Map(rows.map((row) => [row.key, row.label]));
  return {
    rows,
    choices: [
      ...rows.map((row) => ({ value: row.key, label: nameOf(row.key, row.label) })),
      { value: 'other', label: t.library.otherCategory },
    ],
    name: (key: string | null) => (key === null ? t.common.none : nameOf(key, labels.get(key) ?? key)),
  };
}

/** The catalogue's word for a shipped category, else the server's. */
function nameOf(key: string, label: string): string {
  const known: Record<string, string> = t.library.categories;
  return key === 'other' ? t.library.otherCategory : (known[key] ?? label);
}
