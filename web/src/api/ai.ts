import type { ApiClient } from './client';

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

export interface UsageSummary {
  window: { from?: string | null; to?: string | null } | null;
  totals: UsageGroup | null;
  by_task: (UsageGroup & { task: string })[] | null;
  by_model: (UsageGroup & { model: string | null })[] | null;
  by_day: (UsageGroup & { day: string })[] | null;
  cache_read_percent: number | null;
  cost_per_session_micros: number | null;
}

export const ai = {
  quota: (api: ApiClient, signal?: AbortSignal) => api.get<Quota>('/ai/quota', {}, signal),
  summary: (api: ApiClient, signal?: AbortSignal) => api.get<UsageSummary>('/ai/usage/summary', {}, signal),
};
