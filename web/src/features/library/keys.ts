/** Names of cached answers about flows, proposals and demand; see app/keys. */
export const libraryKeys = {
  flows: ['flows'] as const,
  flowList: (filter: object) => ['flows', 'list', filter] as const,
  categories: ['flows', 'categories'] as const,
  tags: ['flows', 'tags'] as const,
  problems: ['flows', 'problems'] as const,
  flow: (id: string) => ['flow', id] as const,
  edit: (id: string) => ['flow', id, 'edit'] as const,
  check: (id: string, structure: object) => ['flow', id, 'check', structure] as const,
  versions: (id: string) => ['flow', id, 'versions'] as const,
  version: (id: string, no: number) => ['flow', id, 'versions', no] as const,
  figures: (id: string, period: string, version: number | null) =>
    ['flow', id, 'figures', period, version] as const,
  demand: (filter: object) => ['demand', filter] as const,
  proposals: ['proposals'] as const,
  proposalList: (filter: object) => ['proposals', 'list', filter] as const,
  proposalStats: ['proposals', 'stats'] as const,
  proposal: (id: string) => ['proposal', id] as const,
};
