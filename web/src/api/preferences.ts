import type { ApiClient } from './client';

/** Statuses wanted for tickets of one board; null or absent leaves the ticket's status alone. */
export interface BoardMapping {
  resolved_status_id?: string | null;
  escalated_status_id?: string | null;
}

export const MAPPED_STATUSES = ['resolved_status_id', 'escalated_status_id'] as const;
export type MappedStatus = (typeof MAPPED_STATUSES)[number];

/** Key of the mapping that holds for all boards without one of their own. */
export const ALL_BOARDS = '*';

export interface PsaPreferences {
  default_connection_id: string | null;
  boards: Record<string, Record<string, BoardMapping>>;
  auto_push_on_resolve: boolean;
  auto_push_on_escalate: boolean;
  auto_push_l1: boolean;
  auto_push_changes_status: boolean;
  resolution_note_visibility: 'customer' | 'internal';
  notify_customer: boolean;
  note_signature: boolean;
}

/** Contract-psa §5. */
export interface Preferences {
  psa: PsaPreferences;
  templatize_prompt_enabled: boolean;
  version: number;
  updated_at: string | null;
  updated_by_name: string | null;
}

/** A merge: what is absent stays, null goes back to the default. */
export interface PreferencePatch {
  psa?: Partial<Omit<PsaPreferences, 'boards'>> & {
    boards?: Record<string, Record<string, BoardMapping | null>>;
  };
  templatize_prompt_enabled?: boolean;
}

/** Categories AI may build steps for (contract-l1 §8). */
export interface L1Categories {
  enabled: string[];
  available: { key: string; label: string; default_enabled: boolean }[];
  version: number;
}

const PREFERENCES = '/accounts/me/preferences';
const CATEGORIES = '/accounts/me/l1-categories';

export const preferences = {
  read: (api: ApiClient, signal?: AbortSignal) => api.get<Preferences>(PREFERENCES, {}, signal),
  change: (api: ApiClient, patch: PreferencePatch) => api.send<Preferences>('PATCH', PREFERENCES, patch),
  categories: (api: ApiClient, signal?: AbortSignal) => api.get<L1Categories>(CATEGORIES, {}, signal),
  changeCategories: (api: ApiClient, body: { enabled: string[]; version: number }) =>
    api.send<L1Categories>('PATCH', CATEGORIES, body),
};
