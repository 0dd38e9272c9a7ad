import type { ApiClient, Query } from './client';

/** Quota object of contract-ai §2.2. */
export interface Quota {
  allowed: boolean;
  deny_reason: string | null;
  reset_at: string | null;
  daily_used: number;
  daily_reserved: number;
  daily_limit: number | null;
  daily_reset_at: string | null;
  monthly_used: number;
  monthly_reserved: number;
  monthly_limit: number | null;
  monthly_reset_at: string | null;
  tokens: { used: number; reserved: number; limit: number | null; reset_at: string | null } | null;
  cost: {
    used_micros: number;
    reserved_micros: number;
    limit_micros: number | null;
    currency: string | null;
    reset_at: string | null;
  } | null;
  tree_builds: { used: number; reserved: number; limit: number | null; allowed: boolean } | null;
  unlimited: boolean;
  ai_enabled: boolean;
  provider_mode: 'live' | 'offline' | 'none';
  plan: { code: string; name: string } | null;
  limits?: {
    requests_per_minute: number | null;
    max_in_flight: number | null;
    max_tier: string;
  } | null;
  time_zone?: string | null;
  billing_anchor_day?: number | null;
  warnings?: { metric: string; percent: number; threshold: number }[] | null;
}

/** One group of contract-ai §2.3. */
export interface UsageGroup {
  calls: number;
  counted_calls: number;
  failed_calls: number;
  offline_calls: number;
  input_tokens?: number | null;
  output_tokens?: number | null;
  cost_micros: number;
  unknown_usage_calls: number;
}

export interface UserGroup extends UsageGroup {
  user_id: string | null;
  user_name: string | null;
}

export interface DayGroup extends UsageGroup {
  /** `2026-11-21`, in the account's time zone. */
  day: string;
}

export interface TaskGroup extends UsageGroup {
  task: string;
}

export interface Forecast {
  method: string;
  projected_calls: number;
  projected_cost_micros: number;
  /** The day the month's calls or cost would be used up; null when they last. */
  runs_out_on: string | null;
}

export interface UsageSummary {
  window: { from?: string | null; to?: string | null } | null;
  totals: UsageGroup | null;
  by_task: TaskGroup[] | null;
  by_model: (UsageGroup & { model: string | null })[] | null;
  by_day: DayGroup[] | null;
  cache_read_percent: number | null;
  cost_per_session_micros: number | null;
  forecast?: Forecast | null;
}

/** Which span of the ledger is looked at; without it the running month of the account. */
export interface UsageSpan {
  from?: string;
  to?: string;
}

/** Contract-ai §2.1. */
export interface AiSettings {
  ai_enabled: boolean;
  allowed_providers: string[] | null;
  offline_on_quota: boolean;
  redaction: 'standard' | 'strict';
  prompt_log_until: string | null;
  time_zone: string;
  billing_anchor_day: number;
  pending: { time_zone: string; billing_anchor_day: number; effective_at: string } | null;
  version: number;
}

export type AiSettingsRequest = Omit<AiSettings, 'billing_anchor_day' | 'pending'>;

export interface AiProvider {
  name: string;
  type: string;
  label: string;
  configured: boolean;
  allowed: boolean;
  state: 'up' | 'degraded' | 'down' | 'unknown';
  models: { model: string; tiers: string[]; state: string; last_error_code: string | null }[];
}

/** As many people as the server groups in one answer. */
const MOST_GROUPS = 200;

export const ai = {
  quota: (api: ApiClient, signal?: AbortSignal) => api.get<Quota>('/ai/quota', {}, signal),
  summary: (api: ApiClient, span: UsageSpan = {}, signal?: AbortSignal) =>
    api.get<UsageSummary>('/ai/usage/summary', { ...span }, signal),
  byUser: (api: ApiClient, span: UsageSpan, signal?: AbortSignal) =>
    api.get<UserGroup[]>('/ai/usage', { ...span, group_by: 'user', limit: MOST_GROUPS }, signal),
  /** Every call of the span as CSV; the token goes in a header, so a plain link cannot fetch it. */
  csv: async (api: ApiClient, span: UsageSpan): Promise<Blob> => {
    const query: Query = { ...span, format: 'csv' };
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const answer = await api.raw(`/ai/usage?${parameters.toString()}`, { headers: { Accept: 'text/csv' } });
    return answer.blob();
  },
  settings: (api: ApiClient, signal?: AbortSignal) => api.get<AiSettings>('/ai/settings', {}, signal),
  changeSettings: (api: ApiClient, body: AiSettingsRequest) =>
    api.send<AiSettings>('PUT', '/ai/settings', body),
  providers: (api: ApiClient, signal?: AbortSignal) => api.get<AiProvider[]>('/ai/providers', {}, signal),
};
