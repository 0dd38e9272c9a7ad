import type { ApiClient, Query, SendOptions } from './client';
import type { Fix } from './fixes';
import type { Priority } from './l1';

/** Shapes of contract-sessions §4; only what the pages read. */
export type SessionStatus =
  'active' | 'paused' | 'requesting_escalation' | 'escalated' | 'resolved' | 'abandoned';
export type AnswerSource = 'model' | 'offline' | 'template' | 'fallback';

export type ConfidenceTier = 'discovery' | 'exploring' | 'guided';

export interface SessionSummary {
  id: string;
  title: string;
  status: SessionStatus;
  session_type: 'guided' | 'chat';
  problem_summary: string | null;
  problem_domain: string | null;
  confidence_tier: ConfidenceTier | null;
  step_count: number;
  client_name: string | null;
  psa_ticket_id: string | null;
  matched_flow_id: string | null;
  session_rating: number | null;
  owner_id: string;
  owner_name: string;
  handler_id: string;
  handler_name: string;
  relation: 'handler' | 'owner' | 'past_handler' | 'target' | 'colleague' | null;
  created_at: string;
  updated_at: string | null;
}

export interface StepOption {
  label: string;
  value: string;
  followup_hint: string | null;
}

export interface SessionStep {
  step_id: string;
  step_order: number;
  step_type: string;
  content: {
    text?: string | null;
    command?: string | null;
    expected_outcome?: string | null;
    resolution_summary?: string | null;
    kind?: string | null;
    fork_reason?: string | null;
    follow_up_recommendations?: string[] | null;
    [member: string]: unknown;
  } | null;
  context_message?: string | null;
  options?: StepOption[] | null;
  allow_free_text?: boolean;
  allow_skip?: boolean;
  answer_source?: AnswerSource | null;
  confidence_tier?: ConfidenceTier | null;
  branch_id?: string | null;
  state: 'pending' | 'answered' | 'skipped' | 'held' | 'superseded';
  response: {
    selected_label?: string | null;
    selected_option?: string | null;
    free_text?: string | null;
    responded_by_name?: string | null;
  } | null;
}

export interface Message {
  message_id: string;
  seq: number;
  role: 'user' | 'assistant' | 'system';
  author_name: string | null;
  content: string;
  upload_ids?: string[];
  branch_id?: string | null;
  delivery: 'ok' | 'failed' | 'late';
  answer_source: AnswerSource | null;
  created_at: string;
}

export interface LaneQuestion {
  id: string;
  text: string;
  context: string | null;
  options: (string | { label: string; value?: string })[] | null;
  state: string;
}

export interface LaneAction {
  id: string;
  label: string;
  command: string | null;
  description: string | null;
  state: string;
}

export interface LaneResponse {
  text?: string | null;
  choice?: string | null;
  result?: 'worked' | 'did_not_work' | 'could_not_run' | null;
  state: 'draft' | 'answered' | 'skipped';
}

export interface TaskLane {
  version: number;
  questions: LaneQuestion[];
  actions: LaneAction[];
  responses: Record<string, LaneResponse>;
}

export type EvidenceStatus = 'confirmed' | 'ruled_out' | 'pending';

export interface Evidence {
  text: string;
  status: EvidenceStatus;
}

/** The triage header (contract-sessions §4.5); `sources` says who wrote each field. */
export interface Triage {
  title: string;
  client_name: string | null;
  asset_name: string | null;
  issue_category: string | null;
  triage_hypothesis: string | null;
  evidence_items: Evidence[];
  sources: Record<string, 'engineer' | 'ai' | 'ticket' | 'walk'>;
  triage_version: number;
}

export interface Intake {
  text: string | null;
  log: string | null;
  upload_ids: string[];
  client_name: string | null;
  contact_name: string | null;
  asset_name: string | null;
}

export interface SessionDetail extends SessionSummary {
  origin: 'direct' | 'l1_walk';
  intake_content: Intake | null;
  matched_flow_name: string | null;
  psa_connection_id: string | null;
  internal_ticket_id: string | null;
  ticket_data: Record<string, unknown> | null;
  ticket_fetch_status: string | null;
  psa_push_status: 'pending_retry' | 'sent' | 'failed' | null;
  psa_push_error: string | null;
  resolution_summary: string | null;
  escalation_reason: string | null;
  triage: Triage | null;
  session_feedback: string | null;
  is_branching: boolean;
  active_branch_id: string | null;
  pending_task_lane: TaskLane | null;
  active_fix: Fix | null;
  steps: SessionStep[] | null;
  conversation_messages: Message[] | null;
  has_more_messages: boolean | null;
  pending_turn: { turn_id: string; kind: string; started_at: string } | null;
  open_handoff: { id: string; intent: 'park' | 'escalate'; at: string; priority: Priority | null } | null;
  can_write: boolean;
  state_version: number;
}

export interface ChatRequest {
  message?: string;
  upload_ids?: string[];
  submit_item_ids?: string[];
  retry_message_id?: string;
  allow_offline?: boolean;
}

export interface RespondRequest {
  step_id: string;
  selected_option?: string;
  free_text?: string;
  skip?: true;
  upload_ids?: string[];
  allow_offline?: boolean;
}

export interface StartRequest {
  session_type: 'guided' | 'chat';
  intake_type: 'free_text' | 'psa_ticket' | 'screenshot' | 'log_paste' | 'combined';
  intake_content: {
    text?: string;
    log?: string;
    upload_ids?: string[];
    client_name?: string;
    contact_name?: string;
    asset_name?: string;
  };
  psa_ticket_id?: string;
  allow_offline?: boolean;
}

/** Filters of the list (contract-sessions §4.3). */
export interface HistoryQuery {
  status?: string;
  session_type?: string;
  confidence_tier?: string;
  problem_domain?: string;
  matched_flow_id?: string;
  ticket_id?: string;
  date_from?: string;
  date_to?: string;
  q?: string;
}

export interface PickupRequest {
  resume_mode: 'continue' | 'fresh';
  additional_context?: string;
}

/** Address of one session. */
export const sessionPath = (id: string) => `/ai-sessions/${encodeURIComponent(id)}`;
const of = sessionPath;

export const sessions = {
  mine: (api: ApiClient, signal?: AbortSignal) =>
    api.get<SessionSummary[]>('/ai-sessions', { status: 'active,paused', limit: 20 }, signal),
  /** One page, newest first; `next` is the cursor of the one behind it, `total` counts to 10,001. */
  history: async (api: ApiClient, query: HistoryQuery, cursor: string | null, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<SessionSummary[]>(
      '/ai-sessions',
      { ...(query as Query), cursor, limit: 30 },
      signal,
    );
    const total = headers.get('RF-Total-Count');
    return {
      items: body,
      next: nextCursor(headers.get('Link')),
      total: total === null ? null : Number(total),
    };
  },
  /** Messages going back; oldest first inside a page. */
  messages: async (api: ApiClient, id: string, cursor: string | null, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<Message[]>(
      `${of(id)}/messages`,
      { cursor, limit: 100 },
      signal,
    );
    return { items: body, next: nextCursor(headers.get('Link')) };
  },
  start: (api: ApiClient, body: StartRequest, options: SendOptions) =>
    api.send<{ session_id: string }>('POST', '/ai-sessions', body, options),
  respond: (api: ApiClient, id: string, body: RespondRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/respond`, body, options),
  detail: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<SessionDetail>(of(id), {}, signal),
  chat: (api: ApiClient, id: string, body: ChatRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/chat`, body, options),
  saveLane: (api: ApiClient, id: string, lane: TaskLane) =>
    api.send<undefined>('PUT', `${of(id)}/task-lane`, {
      version: lane.version,
      questions: lane.questions.map(({ id, text, context, options }) => ({
        ...known(id),
        text,
        context,
        options,
      })),
      actions: lane.actions.map(({ id, label, command, description }) => ({
        ...known(id),
        label,
        command,
        description,
      })),
      responses: lane.responses,
    }),
  linkTicket: (
    api: ApiClient,
    id: string,
    body: { psa_ticket_id: string; psa_connection_id?: string },
    options: SendOptions,
  ) => api.send<SessionDetail>('POST', `${of(id)}/link-ticket`, body, options),
  pause: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<undefined>('POST', `${of(id)}/pause`, undefined, options),
  abandon: (api: ApiClient, id: string, reason: string, options: SendOptions) =>
    api.send<undefined>('POST', `${of(id)}/abandon`, reason === '' ? {} : { reason }, options),
  remove: (api: ApiClient, id: string) => api.send<undefined>('DELETE', of(id)),
  rate: (api: ApiClient, id: string, body: { rating: number; feedback?: string }, options: SendOptions) =>
    api.send<undefined>('POST', `${of(id)}/rate`, body, options),
  pickup: (api: ApiClient, id: string, body: PickupRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/pickup`, body, options),
  resume: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<undefined>('POST', `${of(id)}/resume`, undefined, options),
  resolve: (api: ApiClient, id: string, summary: string, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/resolve`, { resolution_summary: summary }, options),
};

/** A new item has no id yet. */
function known(id: string) {
  return id === '' ? {} : { id };
}

/** The cursor out of `Link: <…?cursor=…>; rel="next"`; null on the last page. */
export function nextCursor(link: string | null): string | null {
  const target = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return target === undefined ? null : new URL(target, 'http://any.invalid').searchParams.get('cursor');
}
