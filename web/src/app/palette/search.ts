import type { ApiClient } from '../../api/client';
import { handoffs } from '../../api/handoffs';
import { sessions } from '../../api/sessions';
import type { Person } from '../../auth/roles';
import { t } from '../../messages';

/** Something to go to. */
export interface Hit {
  id: string;
  text: string;
  /** What tells it from others of the same name. */
  hint: string;
  to: string;
}

export interface Hits {
  sessions: Hit[];
  escalations: Hit[];
  flows: Hit[];
  /** A part could not be searched. */
  partly: boolean;
}

export const LEAST_LETTERS = 2;
const MOST = 6;

interface FlowHit {
  id: string;
  title: string;
  category: string;
}

/** Searches where the person may look; a part that fails leaves the others as they are. */
export async function search(
  api: ApiClient,
  person: Person,
  words: string,
  signal: AbortSignal,
): Promise<Hits> {
  const none = Promise.resolve<Hit[]>([]);
  const parts = await Promise.allSettled([
    person.worksSessions ? findSessions(api, words, signal) : none,
    person.worksSessions ? findEscalations(api, words, signal) : none,
    findFlows(api, words, signal),
  ]);
  const [found, waiting, flows] = parts.map((part) => (part.status === 'fulfilled' ? part.value : []));
  return {
    sessions: found ?? [],
    escalations: waiting ?? [],
    flows: flows ?? [],
    partly: parts.some((part) => part.status === 'rejected'),
  };
}

async function findSessions(api: ApiClient, q: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await sessions.history(api, { q }, null, signal);
  return items.slice(0, MOST).map((item) => ({
    id: item.id,
    text: item.title,
    hint: joined(
      item.client_name,
      item.psa_ticket_id === null ? null : t.sessions.history.ticket(item.psa_ticket_id),
      t.domain.sessionStatus[item.status],
    ),
    to: `/pilot/${item.id}`,
  }));
}

async function findEscalations(api: ApiClient, words: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await handoffs.queue(api, signal);
  return items
    .map((item) => ({
      id: item.handoff_id,
      text: item.title ?? t.board.untitled,
      hint: joined(item.client_name, item.psa_ticket_id, item.handed_off_by_name, item.reason),
      to: '/escalations',
    }))
    .filter((hit) => matches(words, `${hit.text} ${hit.hint}`))
    .slice(0, MOST);
}

async function findFlows(api: ApiClient, q: string, signal: AbortSignal): Promise<Hit[]> {
  const flows = await api.get<FlowHit[]>('/flows/search', { q, limit: MOST }, signal);
  return flows.map((flow) => ({
    id: flow.id,
    text: flow.title,
    hint: flow.category.replaceAll('-', ' '),
    to: `/flows/${flow.id}`,
  }));
}

/** Whether every word stands somewhere in the text, capitals and accents aside. */
export function matches(words: string, text: string): boolean {
  const plain = fold(text);
  return fold(words)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
