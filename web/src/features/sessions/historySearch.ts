import type { HistoryQuery } from '../../api/sessions';

/** The filters as they stand in the address, so that a list can be reloaded, gone back to and handed on. */
export interface HistorySearch {
  q?: string;
  status?: string;
  type?: string;
  tier?: string;
  domain?: string;
  flow?: string;
  ticket?: string;
  from?: string;
  to?: string;
}

const NAMES = ['q', 'status', 'type', 'tier', 'domain', 'flow', 'ticket', 'from', 'to'] as const;

/** Words shorter than this are not sent: the server refuses them. */
const LEAST_LETTERS = 2;

export function readHistorySearch(raw: Record<string, unknown>): HistorySearch {
  const search: HistorySearch = {};
  for (const name of NAMES) {
    const value = raw[name];
    // a number typed as a ticket comes back from the address as a number
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text !== '') search[name] = text;
  }
  return search;
}

/** State filters of the page and what they are to the server. */
export const STATUS = {
  open: 'active,paused',
  waiting: 'requesting_escalation,escalated',
  closed: 'resolved,abandoned',
  active: 'active',
  paused: 'paused',
  resolved: 'resolved',
  abandoned: 'abandoned',
} as const;

export function queryOf(search: HistorySearch): HistoryQuery {
  const q = search.q?.trim() ?? '';
  const status = STATUS[search.status as keyof typeof STATUS] as string | undefined;
  const given: Record<keyof HistoryQuery, string | undefined> = {
    status,
    session_type: search.type,
    confidence_tier: search.tier,
    problem_domain: search.domain,
    matched_flow_id: search.flow,
    ticket_id: search.ticket?.trim(),
    date_from: search.from,
    date_to: search.to,
    q: q.length < LEAST_LETTERS ? undefined : q,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}
