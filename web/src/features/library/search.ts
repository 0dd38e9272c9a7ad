import { PERIODS, type FlowSort, type FlowSource, type FlowStatus, type Period } from '../../api/flows';
import {
  PROPOSAL_STATUSES,
  type ProposalSource,
  type ProposalStatus,
  type ProposalType,
} from '../../api/proposals';

/** What the addresses of the library carry besides the path; anything unknown in them is left out. */

export interface FlowSearch {
  q?: string;
  category?: string;
  source?: FlowSource;
  status?: FlowStatus;
  tag?: string;
  sort?: FlowSort;
  mine?: boolean;
}

export interface VersionSearch {
  n?: number;
  with?: number;
}

export interface FiguresSearch {
  period?: Period;
  version?: number;
}

export const OUTCOMES = ['out_of_scope', 'suggest', 'build', 'adhoc', 'matched'] as const;
export const REASONS = [
  'hard_floor',
  'too_vague',
  'ai_disabled',
  'category_unknown',
  'category_disabled',
] as const;

export interface DemandSearch {
  outcome?: (typeof OUTCOMES)[number];
  reason?: (typeof REASONS)[number];
  category?: string;
  days?: number;
  all?: boolean;
}

export interface ProposalSearch {
  /** `any` for all of them; pending ones when absent. */
  status?: ProposalStatus | 'any';
  type?: ProposalType;
  source?: ProposalSource;
  category?: string;
  validated?: boolean;
  q?: string;
}

type Raw = Record<string, unknown>;

export function flowSearch(raw: Raw): FlowSearch {
  return compact({
    q: text(raw['q']),
    category: text(raw['category']),
    source: oneOf(raw['source'], ['account', 'library'] as const),
    status: oneOf(raw['status'], ['draft', 'published', 'archived'] as const),
    tag: text(raw['tag']),
    sort: oneOf(raw['sort'], ['updated', 'title', 'usage'] as const),
    mine: yes(raw['mine']),
  });
}

export function versionSearch(raw: Raw): VersionSearch {
  return compact({ n: number(raw['n']), with: number(raw['with']) });
}

export function figuresSearch(raw: Raw): FiguresSearch {
  return compact({ period: oneOf(raw['period'], PERIODS), version: number(raw['version']) });
}

export function demandSearch(raw: Raw): DemandSearch {
  return compact({
    outcome: oneOf(raw['outcome'], OUTCOMES),
    reason: oneOf(raw['reason'], REASONS),
    category: text(raw['category']),
    days: number(raw['days']),
    all: yes(raw['all']),
  });
}

export function proposalSearch(raw: Raw): ProposalSearch {
  return compact({
    status: oneOf(raw['status'], [...PROPOSAL_STATUSES, 'any'] as const),
    type: oneOf(raw['type'], ['new_flow', 'enhancement'] as const),
    source: oneOf(raw['source'], ['ai_realtime_l1', 'l1_flow_walk', 'ai_session'] as const),
    category: text(raw['category']),
    validated: yes(raw['validated']),
    q: text(raw['q']),
  });
}

/** The same with some members set to other values, or taken out by null. */
export function withChange<T extends object>(search: T, change: { [K in keyof T]?: T[K] | null }): T {
  const next = { ...search } as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === undefined || value === '' || value === false)
      Reflect.deleteProperty(next, name);
    else next[name] = value;
  }
  return next as T;
}

type Compact<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function compact<T extends object>(all: T): Compact<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Compact<T>;
}

/** The router reads `?q=404` as a number. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  const read = Number(value);
  return value !== '' && value !== null && Number.isInteger(read) && read > 0 ? read : undefined;
}

function yes(value: unknown): true | undefined {
  return value === true || value === 'true' || value === 1 ? true : undefined;
}

function oneOf<T extends string>(value: unknown, of: readonly T[]): T | undefined {
  return of.find((one) => one === value);
}
