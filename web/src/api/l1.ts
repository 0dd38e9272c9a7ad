import type { ApiClient, SendOptions } from './client';
import { nextCursor } from './sessions';

/** Shapes of contract-l1 §2 and §4; only what the pages read. */
export type WalkStatus = 'active' | 'resolved' | 'escalated' | 'abandoned';
export type WalkKind = 'flow' | 'proposal' | 'adhoc' | 'ai_build';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';
export const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

export const REASON_CATEGORIES = [
  'exhausted_safe_steps',
  'flow_says_escalate',
  'no_matching_flow',
  'out_of_scope',
  'needs_permissions',
  'security_incident',
  'outage_multiple_users',
  'hardware_onsite',
  'vendor_third_party',
  'customer_request',
  'time_exceeded',
  'other',
] as const;
export type ReasonCategory = (typeof REASON_CATEGORIES)[number];

export interface FlowCandidate {
  flow_id: string;
  title: string;
  description: string | null;
  category: string | null;
  source: string;
  version_no: number;
  score: number;
  why: string[] | null;
}

export interface IntakeRequest {
  problem_statement: string;
  customer_name?: string;
  customer_contact?: string;
  flow_id?: string;
  adhoc?: boolean;
  force_build?: boolean;
  rejected_flow_ids?: string[];
  follows_intake_id?: string;
  /** An internal ticket in `open` to go on with instead of making one. */
  ticket_id?: string;
  /** A ticket of the ticketing system; the account's default connection is meant. */
  psa_ticket_id?: string;
}

export interface IntakeAnswer {
  outcome: 'matched' | 'adhoc' | 'build' | 'suggest' | 'out_of_scope';
  intake_id: string;
  session_id: string | null;
  near_miss: FlowCandidate | null;
  candidates: FlowCandidate[] | null;
  category: string | null;
  reason: string | null;
  message: string | null;
  clarify: { question: string; examples: string[] | null } | null;
  warnings: { code: string; message: string }[] | null;
}

export interface NodeOption {
  value: string;
  label: string;
}

export interface ProposedClose {
  action: 'resolve' | 'escalate' | 'return';
  resolution_notes: string | null;
  reason_category: ReasonCategory | null;
  reason: string | null;
  priority: Priority | null;
  hand_off_to: string | null;
  include: string | null;
}

export interface WalkNode {
  id: string;
  type: 'question' | 'action' | 'resolve' | 'escalate' | 'instruction' | 'resolved';
  text: string;
  detail: string | null;
  options: NodeOption[] | null;
  terminal: boolean;
  can_back?: boolean | null;
  origin: string | null;
  fallback_reason?: string | null;
  frame?: number | null;
  subflow?: { slug: string; title: string; available: boolean } | null;
  proposed_close?: ProposedClose | null;
}

export interface PathEntry {
  step_id: string;
  seq: number;
  node_id: string;
  question: string;
  answer: string | null;
  answer_label: string | null;
  l1_note: string | null;
  frame: number | null;
  origin?: string | null;
  actor_name: string | null;
  answered_at: string | null;
}

export interface WalkNote {
  id?: string;
  text: string;
  step_id?: string | null;
  author_name?: string | null;
  created_at?: string | null;
}

export interface WalkEscalation {
  state: 'requested' | 'queued' | 'claimed' | 'resolved' | 'cancelled' | 'closed';
  handoff_id: string;
  ai_session_id: string | null;
  escalated_by_id: string | null;
  escalated_by_name: string | null;
  priority: Priority | null;
  claimed_by_name: string | null;
  claimed_at: string | null;
  outcome_summary: string | null;
  closed_at: string | null;
}

export interface Walk {
  id: string;
  session_kind: WalkKind;
  status: WalkStatus;
  category: string | null;
  problem_text: string;
  customer_name: string | null;
  customer_contact: string | null;
  ticket_id: string | null;
  ticket_kind: 'internal' | 'psa' | null;
  flow_title: string | null;
  flow_source: string | null;
  flow_version_no: number | null;
  current_node: WalkNode | null;
  walked_path: PathEntry[] | null;
  superseded_path?: PathEntry[] | null;
  walk_notes: WalkNote[] | null;
  notes_version: number;
  version: number;
  frames: { title: string }[] | null;
  started_at: string;
  last_step_at: string | null;
  escalated_at: string | null;
  handled_by_id: string | null;
  handled_by_name: string | null;
  resolution_notes: string | null;
  escalation_reason: string | null;
  escalation_reason_category: ReasonCategory | null;
  escalation: WalkEscalation | null;
  psa_writeback: { state: PsaWritebackState; message: string | null; external_id?: string | null } | null;
  awaiting_generation: boolean | null;
}

export type PsaWritebackState = 'none' | 'queued' | 'confirmed' | 'failed' | 'skipped';

export const ABANDON_REASONS = ['wrong_flow', 'caller_gone', 'duplicate', 'other'] as const;
export type AbandonReason = (typeof ABANDON_REASONS)[number];

export interface StepRequest {
  node_id: string;
  answer: string;
  note?: string;
  version: number;
}

export interface EscalateRequest {
  reason_category: ReasonCategory;
  reason?: string;
  priority: Priority;
}

export interface NextNodeRequest {
  node_id?: string;
  answer?: string;
  note?: string;
  allow_offline?: boolean;
}

export type ListScope = 'mine' | 'account';

const walkPath = (id: string) => `/l1/sessions/${encodeURIComponent(id)}`;

export const l1 = {
  intake: (api: ApiClient, body: IntakeRequest, options: SendOptions) =>
    api.send<IntakeAnswer>('POST', '/l1/intake', body, options),
  escalateWithoutWalk: (
    api: ApiClient,
    body: EscalateRequest & Pick<IntakeRequest, 'problem_statement' | 'customer_name' | 'customer_contact'>,
    options: SendOptions,
  ) => api.send<Walk>('POST', '/l1/escalate-without-walk', body, options),
  active: (api: ApiClient, scope: ListScope, signal?: AbortSignal) =>
    api.get<Walk[]>('/l1/sessions/active', { scope }, signal),
  myEscalations: (api: ApiClient, signal?: AbortSignal) =>
    api.get<Walk[]>('/l1/escalations/mine', { limit: 20 }, signal),
  walk: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Walk>(walkPath(id), {}, signal),
  step: (api: ApiClient, id: string, body: StepRequest, options: SendOptions) =>
    api.send<Walk>('POST', `${walkPath(id)}/step`, body, options),
  back: (api: ApiClient, id: string, body: { version: number; to_step_id?: string }, options: SendOptions) =>
    api.send<Walk>('POST', `${walkPath(id)}/back`, body, options),
  frame: (
    api: ApiClient,
    id: string,
    verb: 'subflow' | 'return',
    body: { node_id: string; version: number },
    options: SendOptions,
  ) => api.send<Walk>('POST', `${walkPath(id)}/${verb}`, body, options),
  nextNode: (api: ApiClient, id: string, body: NextNodeRequest, options: SendOptions) =>
    api.send<{ node: WalkNode | null; version: number }>('POST', `${walkPath(id)}/next-node`, body, options),
  notes: (api: ApiClient, id: string, body: { notes: WalkNote[]; version: number }) =>
    api.send<Walk>('POST', `${walkPath(id)}/notes`, body),
  takeOver: (api: ApiClient, id: string, body: { from_user_id: string }) =>
    api.send<Walk>('POST', `${walkPath(id)}/take-over`, body),
  resolve: (
    api: ApiClient,
    id: string,
    body: { helpful: boolean; resolution_notes: string },
    options: SendOptions,
  ) => api.send<Walk>('POST', `${walkPath(id)}/resolve`, body, options),
  escalate: (api: ApiClient, id: string, body: EscalateRequest, options: SendOptions) =>
    api.send<Walk>('POST', `${walkPath(id)}/escalate`, body, options),
  abandon: (
    api: ApiClient,
    id: string,
    body: { reason: AbandonReason; note?: string },
    options: SendOptions,
  ) => api.send<Walk>('POST', `${walkPath(id)}/abandon`, body, options),
  reopen: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<Walk>('POST', `${walkPath(id)}/reopen`, undefined, options),
  /** Page by page; `myEscalations` are the newest few. */
  escalated: async (
    api: ApiClient,
    filter: { scope: ListScope; state?: string },
    cursor: string | null,
    signal?: AbortSignal,
  ) => {
    const { body, headers } = await api.getWithHeaders<Walk[]>(
      '/l1/escalations/mine',
      { ...filter, cursor, limit: 30 },
      signal,
    );
    return { items: body, next: nextCursor(headers.get('Link')) };
  },
};
