import type { ApiClient, SendOptions } from './client';
import type { Priority } from './l1';

/** Shapes of contract-sessions §4; only what the pages read. */
export type SessionStatus =
  'active' | 'paused' | 'requesting_escalation' | 'escalated' | 'resolved' | 'abandoned';
export type AnswerSource = 'model' | 'offline' | 'template' | 'fallback';

export interface SessionSummary {
  id: string;
  title: string;
  status: SessionStatus;
  session_type: 'guided' | 'chat';
  problem_summary: string | null;
  client_name: string | null;
  psa_ticket_id: string | null;
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
    [member: string]: unknown;
  } | null;
  context_message?: string | null;
  options?: StepOption[] | null;
  allow_free_text?: boolean;
  allow_skip?: boolean;
  answer_source?: AnswerSource | null;
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

export interface Fact {
  id: string;
  text: string;
  source_type: string;
  editable: boolean;
  created_by_name: string | null;
}

export type FixOutcome = 'applied_success' | 'applied_failed' | 'applied_partial' | 'applied_pending';

export interface Fix {
  id: string;
  source: 'ai' | 'guided' | 'engineer';
  title: string;
  description: string | null;
  confidence: number | null;
  script: string | null;
  script_language: string | null;
  status: 'proposed' | FixOutcome | 'dismissed' | 'superseded';
  user_decision: string | null;
  is_active: boolean;
  is_verifying: boolean;
  applied_at: string | null;
  partial_notes: string | null;
  failure_reason: string | null;
  pending_reason: string | null;
  ai_outcome_proposal: { outcome: 'success' | 'failure' | 'partial'; reason: string } | null;
}

export interface SessionDetail extends SessionSummary {
  origin: 'direct' | 'l1_walk';
  problem_domain: string | null;
  psa_connection_id: string | null;
  internal_ticket_id: string | null;
  ticket_data: Record<string, unknown> | null;
  ticket_fetch_status: string | null;
  psa_push_status: 'pending_retry' | 'sent' | 'failed' | null;
  psa_push_error: string | null;
  resolution_summary: string | null;
  escalation_reason: string | null;
  triage: Record<string, unknown> | null;
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
  submit_item_ids?: string[];
  retry_message_id?: string;
  allow_offline?: boolean;
}

export interface RespondRequest {
  step_id: string;
  selected_option?: string;
  free_text?: string;
  skip?: true;
  allow_offline?: boolean;
}

export interface StartRequest {
  session_type: 'guided' | 'chat';
  intake_type: 'free_text' | 'psa_ticket' | 'combined';
  intake_content: { text?: string; client_name?: string };
  psa_ticket_id?: string;
  allow_offline?: boolean;
}

export interface HistoryQuery {
  status?: string;
  q?: string;
}

const of = (id: string) => `/ai-sessions/${encodeURIComponent(id)}`;

export const sessions = {
  mine: (api: ApiClient, signal?: AbortSignal) =>
    api.get<SessionSummary[]>('/ai-sessions', { status: 'active,paused', limit: 20 }, signal),
  /** One page, newest first; `next` is the cursor of the one behind it. */
  history: async (api: ApiClient, query: HistoryQuery, cursor: string | null, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<SessionSummary[]>(
      '/ai-sessions',
      { ...query, cursor, limit: 30 },
      signal,
    );
    return { items: body, next: nextCursor(headers.get('Link')) };
  },
  start: (api: ApiClient, body: StartRequest, options: SendOptions) =>
    api.send<{ session_id: string }>('POST', '/ai-sessions', body, options),
  respond: (api: ApiClient, id: string, body: RespondRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/respond`, body, options),
  detail: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<SessionDetail>(of(id), {}, signal),
  facts: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Fact[]>(`${of(id)}/facts`, {}, signal),
  chat: (api: ApiClient, id: string, body: ChatRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/chat`, body, options),
  addFact: (api: ApiClient, id: string, text: string, options: SendOptions) =>
    api.send<Fact>('POST', `${of(id)}/facts`, { text }, options),
  removeFact: (api: ApiClient, id: string, factId: string) =>
    api.send<undefined>('DELETE', `${of(id)}/facts/${factId}`),
  saveLane: (api: ApiClient, id: string, lane: TaskLane) =>
    api.send<undefined>('PUT', `${of(id)}/task-lane`, {
      version: lane.version,
      questions: lane.questions.map(({ id, text, context, options }) => ({ id, text, context, options })),
      actions: lane.actions.map(({ id, label, command, description }) => ({
        id,
        label,
        command,
        description,
      })),
      responses: lane.responses,
    }),
  addFix: (api: ApiClient, id: string, body: { title: string; description?: string }, options: SendOptions) =>
    api.send<Fix>('POST', `${of(id)}/suggested-fixes`, body, options),
  decide: (
    api: ApiClient,
    id: string,
    fixId: string,
    decision: 'one_off' | 'dismissed',
    options: SendOptions,
  ) => api.send<unknown>('POST', `${of(id)}/suggested-fixes/${fixId}/decision`, { decision }, options),
  fixOutcome: (
    api: ApiClient,
    id: string,
    fixId: string,
    body: { outcome: FixOutcome; notes?: string },
    options: SendOptions,
  ) => api.send<Fix>('PATCH', `${of(id)}/suggested-fixes/${fixId}/outcome`, body, options),
  refuseOutcome: (api: ApiClient, id: string, fixId: string) =>
    api.send<undefined>('DELETE', `${of(id)}/suggested-fixes/${fixId}/outcome-proposal`),
  linkTicket: (
    api: ApiClient,
    id: string,
    body: { psa_ticket_id: string; psa_connection_id?: string },
    options: SendOptions,
  ) => api.send<SessionDetail>('POST', `${of(id)}/link-ticket`, body, options),
  resume: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<undefined>('POST', `${of(id)}/resume`, undefined, options),
  resolve: (api: ApiClient, id: string, summary: string, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/resolve`, { resolution_summary: summary }, options),
};

/** The cursor out of `Link: <…?cursor=…>; rel="next"`; null on the last page. */
export function nextCursor(link: string | null): string | null {
  const target = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return target === undefined ? null : new URL(target, 'http://any.invalid').searchParams.get('cursor');
}
