import type { UsageGroup } from '../../../api/ai';
import { t } from '../../../messages';
import { money, plain, whole } from '../../../ui/format';

export const MEASURES = ['calls', 'cost', 'tokens'] as const;
export type Measure = (typeof MEASURES)[number];

/** One bar and the whole group behind it, for the table. */
export interface Slice {
  key: string;
  name: string;
  group: UsageGroup;
}

export function valueOf(group: UsageGroup, measure: Measure): number {
  switch (measure) {
    case 'calls':
      return group.calls;
    case 'cost':
      return group.cost_micros;
    case 'tokens':
      return (group.input_tokens ?? 0) + (group.output_tokens ?? 0);
  }
}

export function shown(value: number, measure: Measure): string {
  return measure === 'cost' ? money(value) : whole(value);
}

/** Short enough for an axis. */
export function onAxis(value: number, measure: Measure, locale: string): string {
  return new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: measure === 'cost' && value < 10_000_000 ? 2 : 1,
    ...(measure === 'cost' ? { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } : {}),
  }).format(measure === 'cost' ? value / 1_000_000 : value);
}

export function taskName(task: string): string {
  return t.account.usage.taskName[task] ?? plain(task);
}

/** Biggest first; what does not fit on the chart becomes one last bar. */
export function ranked(slices: Slice[], measure: Measure, most: number): Slice[] {
  const sorted = slices.toSorted((a, b) => valueOf(b.group, measure) - valueOf(a.group, measure));
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const others: Slice = {
    key: 'others',
    name: t.account.usage.others(rest.length),
    group: sumOf(rest.map((slice) => slice.group)),
  };
  return [...sorted.slice(0, most - 1), others];
}

export function sumOf(groups: UsageGroup[]): UsageGroup {
  const sum = (pick: (group: UsageGroup) => number | null | undefined) =>
    groups.reduce((total, group) => total + (pick(group) ?? 0), 0);
  return {
    calls: sum((group) => group.calls),
    counted_calls: sum((group) => group.counted_calls),
    failed_calls: sum((group) => group.failed_calls),
    offline_calls: sum((group) => group.offline_calls),
    input_tokens: sum((group) => group.input_tokens),
    output_tokens: sum((group) => group.output_tokens),
    cost_micros: sum((group) => group.cost_micros),
    unknown_usage_calls: sum((group) => group.unknown_usage_calls),
  };
}

/** Every day from the first to the last one used, so that a day without calls is a gap one sees. */
export function daysWithGaps<T extends { day: string }>(days: T[], empty: (day: string) => T): T[] {
  const sorted = days.toSorted((a, b) => a.day.localeCompare(b.day));
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const known = new Map(sorted.map((one) => [one.day, one]));
  const filled: T[] = [];
  for (let at = utc(first.day); at <= utc(last.day); at += 24 * 60 * 60 * 1000) {
    const day = new Date(at).toISOString().slice(0, 10);
    filled.push(known.get(day) ?? empty(day));
  }
  return filled;
}

function utc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
