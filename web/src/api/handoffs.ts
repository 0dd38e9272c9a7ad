import type { ApiClient, SendOptions } from './client';
import type { Priority } from './l1';

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
  target_user_name: string | null;
  targeted_to_me: boolean | null;
  is_own: boolean | null;
  claimed_by: string | null;
  claimed_by_name: string | null;
  release_count: number | null;
  waiting_seconds: number;
  version: number;
  created_at: string;
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
  assessment_state: string | null;
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

export interface Notice {
  id: string;
  title: string;
  body: string | null;
  link: string | null;
  settled_text: string | null;
  read_at: string | null;
  created_at: string;
}

const of = (sourceId: string) => `/ai-sessions/${encodeURIComponent(sourceId)}`;

export const handoffs = {
  queue: async (api: ApiClient, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<QueueItem[]>(
      '/ai-sessions/queue',
      { intent: 'escalate', limit: 100 },
      signal,
    );
    return { items: body, position: headers.get('RF-Stream-Position') };
  },
  stream: (api: ApiClient, lastEventId: string | null, signal: AbortSignal) =>
    api.raw('/ai-sessions/escalations/stream', {
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
  claim: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions) =>
    api.send<Handoff>('POST', `${of(sourceId)}/handoffs/${handoffId}/claim`, undefined, options),
  release: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions) =>
    api.send<Handoff>('POST', `${of(sourceId)}/handoffs/${handoffId}/release`, {}, options),
  cancel: (api: ApiClient, sourceId: string, handoffId: string, options: SendOptions) =>
    api.send<Handoff>('POST', `${of(sourceId)}/handoffs/${handoffId}/cancel`, {}, options),
  members: (api: ApiClient, signal?: AbortSignal) =>
    api.get<Member[]>('/members', { can_claim: true }, signal),
  notices: async (api: ApiClient, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<Notice[]>('/notifications', { limit: 20 }, signal);
    return { items: body, unread: Number(headers.get('RF-Unread-Count') ?? 0) };
  },
  readAll: (api: ApiClient, key: string) =>
    api.send<undefined>('POST', '/notifications/read-all', {}, { key }),
};
