import type { UsageSpan } from '../../../api/ai';

export const SPANS = ['month', 'last7', 'last30', 'last90'] as const;
export type SpanName = (typeof SPANS)[number];

const DAYS: Record<Exclude<SpanName, 'month'>, number> = { last7: 7, last30: 30, last90: 90 };
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/**
 * The span behind a name, on full hours so that looking again asks the same question. The billing month is left to the
 * server, which knows the account's calendar.
 */
export function spanOf(name: SpanName, now: number): UsageSpan {
  if (name === 'month') return {};
  const end = Math.ceil(now / HOUR_MS) * HOUR_MS;
  return {
    from: new Date(end - DAYS[name] * DAY_MS).toISOString(),
    to: new Date(end).toISOString(),
  };
}
