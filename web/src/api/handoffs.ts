import type { ApiClient, Query, SendOptions } from './client';
import type { Priority } from './l1';
import { nextCursor, type AnswerSource } from './sessions';

/** Queue card, contract-handoffs §4.1. */
export interface QueueItem {
  handoff_id: string;
  source_kind: 'ai_session' | 'l1_walk';
  source_id: string;
  session_id: string | null;
  walk_id: string | null;
  intent: 'park' | 'escalate';
  status: 'open' | 'claimed' | 'cancelled' | 'closed';
  priority: Priority;
  title: string | null;
  problem_summary: string | null;
  problem_domain: string | null;
  reason: string | null;
  reason_category: string | null;
  client_name: string | null;
  step_count: number | null;
  psa_ticket_id: string | null;
  handed_off_by_name: string;
  target_user_id?: string | null;
  target_user_name: string | null;
  targeted_to_me: boolean | null;
  is_own: boolean | null;
  claimed_by: string | null;
  claimed_by_name: string | null;
  claimed_at?: string | null;
  assessment_state?: AssessmentState | null;
  has_assessment?: boolean | null;
  release_count: number | null;
  waiting_seconds: number;
  version: number;
  created_at: string;
}

export type AssessmentState = 'not_wanted' | 'pending' | 'running' | 'ready' | 'failed' | 'skipped';

/** `ai_assessment_data` of contract-handoffs §9. */
export interface Assessment {
  summary_prose: string;
  what_we_know: string[] | null;
  likely_cause: string | null;
  suggested_steps: string[] | null;
  confidence: number | null;
  answer_source?: AnswerSource | null;
}

/** What came along (contract-handoffs §2.4): the first half from a session, the second from a walk. */
export interface Snapshot {
  title?: string | null;
  problem_summary?: string | null;
  problem_text?: string | null;
  client_name?: string | null;
  asset_name?: string | null;
  triage_hypothesis?: string | null;
  facts?: { text: string; source_type?: string | null }[] | null;
  steps_tried?: { order?: number | null; text: string; response?: string | null }[] | null;
  open_questions?: string[] | null;
  open_checks?: string[] | null;
  active_fix?: { title: string; status?: string | null } | null;
  flow_name?: string | null;
  customer_name?: string | null;
  customer_contact?: string | null;
  walked_path?:
    | {
        node_id?: string | null;
        question: string;
        answer?: string | null;
        answer_label?: string | null;
        l1_note?: string | null;
      }[]
    | null;
  walk_notes?: { text: string; author_name?: string | null }[] | null;
  truncated?: boolean | null;
}

/** What the pages need of a hand-off, contract-handoffs §2.1. */
export interface Handoff {
  id: string;
  source_kind: 'ai_session' | 'l1_walk';
  source_id: string;
  session_id: string | null;
  walk_id: string | null;
  status: QueueItem['status'];
  intent: 'park' | 'escalate';
  priority: Priority;
  reason: string | null;
  engineer_notes: string | null;
  handed_off_by_name: string;
  claimed_by_name: string | null;
  ai_assessment: string | null;
  ai_assessment_data?: Assessment | null;
  assessment_state: string | null;
  assessment_error?: string | null;
  reason_category?: string | null;
  snapshot?: Snapshot;
  transitions?: {
    seq: number;
    from: string | null;
    to: string;
    actor_name: string | null;
    reason: string | null;
    at: string;
  }[];
  session_applied?: boolean;
  psa_note_remains?: boolean;
  created_at: string;
}

export interface Member {
  id: string;
  name: string;
  role: string;
  can_claim: boolean;
}

export interface HandoffRequest {
  intent: 'park' | 'escalate';
  reason?: string;
  engineer_notes?: string;
  priority?: Priority;
  target_user_id?: string;
}

export interface ReassignRequest {
  target_user_id: string | null;
  priority?: Priority;
  reason?: string;
}

/** What the board can list besides what waits. */
export interface QueueQuery {
  intent: 'park' | 'escalate' | 'all';
  status: 'open' | 'claimed' | 'live';
  include_own: boolean;
}

export interface Queue {
  items: QueueItem[];
  /** Where the stream goes on from this list without a gap. */
  position: string | null;
  /** All that wait; more than are listed when there are very many. */
  open: number;
}

const PAGE = 100;
/** More than this many nobody reads; the rest is counted. */
const MOST_PAGES = 5;

const of = (sourceId: string) => `/ai-sessions/${encodeURIComponent(sourceId)}`;
const one = (sourceId: string, handoffId: string) =>
  `${of(sourceId)}/handoffs/${encodeURIComponent(handoffId)}`;
const because = (reason: string | undefined) => (reason === undefined || reason === '' ? {} : { reason });

/** All pages of a list; the position of the first one, which is the oldest, so that nothing is missed. */
async function queuePages(api: ApiClient, query: Query, signal?: AbortSignal): Promise<Queue> {
  const items: QueueItem[] = [];
  let cursor: string | null = null;
  let position: string | null = null;
  let open = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { body, headers }: { body: QueueItem[]; headers: Headers } = await api.getWithHeaders<QueueItem[]>(
      '/ai-sessions/queue',
      { ...query, limit: PAGE, cursor },
      signal,
    );
    items.push(...body);
    if (page === 0) {
      position = headers.get('RF-Stream-Position');
      open = Number(headers.get('RF-Open-Count') ?? body.length);
    }
    cursor = nextCursor(headers.get('Link'));
    if (cursor === null) break;
  }
  return { items, position, open };
}

export const handoffs = {
  queue: (api: ApiClient, signal?: AbortSignal) => queuePages(api, { intent: 'escalate' }, signal),
  listed: (api: ApiClient, query: QueueQuery, signal?: AbortSignal) => queuePages(api, { ...query }, signal),
  /** Own and parked hand-offs are told too: the other lists of the board are read again when they change. */
  stream: (api: ApiClient, lastEventId: string | null, signal: AbortSignal) =>
    api.raw('/ai-sessions/escalations/stream?include_own=true&include_parked=true', {
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }),
      },
      signal,
    }),
  create: (api: ApiClient, sourceId: string, body: HandoffRequest, options: SendOptions) =>
    api.send<Handoff>('POST', `${of(sourceId)}/handoff`, body, options),
  list: (api: ApiClient, sourceId: string, signal?: AbortSignal) =>
    api.get<Handoff[]>(`${of(sourceId)}/handoffs`, { limit: 10 }, signal),
  detail: (api: ApiClient, sourceId: string, handoffId: string, signal?: AbortSignal) =>
    api.get<Handoff>(one(sourceId, handoffId), {}, signal),
  claim: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions) =>
    api.send<Handoff>('POST', `${one(sourceId, handoffId)}/claim`, undefined, options),
  release: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions, reason?: string) =>
    api.send<Handoff>('POST', `${one(sourceId, handoffId)}/release`, because(reason), options),
  cancel: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions, reason?: string) =>
    api.send<Handoff>('POST', `${one(sourceId, handoffId)}/cancel`, because(reason), options),
  reassign: (
    api: ApiClient,
    sourceId: string,
    handoffId: string,
    body: ReassignRequest,
    options: SendOptions,
  ) => api.send<Handoff>('POST', `${one(sourceId, handoffId)}/reassign`, body, options),
  assess: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions) =>
    api.send<Handoff>('POST', `${one(sourceId, handoffId)}/assessment`, undefined, options),
  members: (api: ApiClient, signal?: AbortSignal) =>
    api.get<Member[]>('/members', { can_claim: true }, signal),
};
