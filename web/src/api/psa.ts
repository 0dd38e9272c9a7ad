import type { ApiClient, SendOptions } from './client';
import type { Priority } from './l1';
import { sessionPath, type AnswerSource } from './sessions';

/** Shapes of contract-psa §4, §6, §7 and §11; only what the pages read. */
export interface Ticket {
  connection_id: string;
  ticket_id: string;
  ticket_number: string | null;
  summary: string | null;
  board_name: string | null;
  status_name: string | null;
  company_name: string | null;
}

export interface NotePreview {
  markdown: string;
  from_cache: boolean;
  state_version: number;
  answer_source: AnswerSource | null;
  generated_at: string;
}

export type PostKind = 'resolution_note' | 'escalation_package';

/** Visibility and summary belong to a note; reason, target and priority to a package. */
export interface NotePost {
  markdown: string;
  state_version?: number;
  resolution_summary?: string;
  visibility?: 'customer' | 'internal';
  escalation_reason?: string;
  target_user_id?: string;
  priority?: Priority;
}

export interface NoteResult {
  outcome: 'resolved' | 'escalated' | 'resolved_local' | 'escalated_local';
  session_status: string;
  external_id: string | null;
  posted_at: string | null;
  verified_status_id: string | null;
  verified_status_name: string | null;
  status_transition_skipped_reason: string | null;
  writeback_id: string | null;
  handoff_id?: string | null;
  visibility: 'customer' | 'internal' | null;
}

export interface Writeback {
  id: string;
  kind: PostKind | 'l1_resolution_note' | 'l1_escalation_note';
  origin: 'manual_post' | 'auto';
  session_id: string | null;
  walk_id: string | null;
  provider: string | null;
  ticket_id: string | null;
  ticket_number: string | null;
  state: string;
  note_state: string;
  status_state: string;
  external_id: string | null;
  verified_status_name: string | null;
  last_error: { message: string | null } | null;
  requested_by_name: string | null;
  created_at: string;
}

export interface Receipt {
  writeback_id: string;
  kind: Writeback['kind'];
  who: { name: string | null; trigger: string | null } | null;
  where: {
    provider: string | null;
    connection: string | null;
    ticket_id: string | null;
    ticket_number: string | null;
  } | null;
  note: {
    state: string;
    external_ids: string[] | null;
    visibility: string | null;
    marker: string | null;
    text_sha256: string | null;
    posted_at: string | null;
    found_by: string | null;
    read_back: string | null;
    duplicates: number | null;
  } | null;
  status: {
    state: string;
    before: NamedId | null;
    wanted: NamedId | null;
    found: NamedId | null;
    reads: number | null;
    verified_at: string | null;
  } | null;
  session: { state: string; session_status: string | null; at: string | null } | null;
  attempts:
    | {
        n: number;
        step: string;
        at: string;
        result: string;
        http_status: number | null;
        duration_ms: number | null;
      }[]
    | null;
  trace_id: string | null;
}

export interface NamedId {
  id: string;
  name: string | null;
}

export interface RetryAnswer {
  psa_push_status: string | null;
  psa_push_error: string | null;
  writeback_id: string;
  outcome: NoteResult['outcome'] | null;
}

const SEGMENT = { resolution_note: 'resolution-note', escalation_package: 'escalation-package' } as const;
const text = (sessionId: string, kind: PostKind) => `${sessionPath(sessionId)}/${SEGMENT[kind]}`;
const PSA = '/integrations/psa';

export const psa = {
  searchTickets: (api: ApiClient, q: string, signal?: AbortSignal) =>
    api.get<Ticket[]>(`${PSA}/tickets/search`, { q, limit: 8 }, signal),
  preview: (
    api: ApiClient,
    sessionId: string,
    kind: PostKind,
    body: { regenerate: boolean; allow_offline: boolean },
    options: SendOptions,
  ) => api.send<NotePreview>('POST', `${text(sessionId, kind)}/preview`, body, options),
  post: (api: ApiClient, sessionId: string, kind: PostKind, body: NotePost, options: SendOptions) =>
    api.send<NoteResult>('POST', `${text(sessionId, kind)}/post`, body, options),
  retryPush: (api: ApiClient, sessionId: string, options: SendOptions) =>
    api.send<RetryAnswer>('POST', `${sessionPath(sessionId)}/retry-psa-push`, undefined, options),
  writebacks: (api: ApiClient, sessionId: string, signal?: AbortSignal) =>
    api.get<Writeback[]>(`${sessionPath(sessionId)}/writebacks`, {}, signal),
  postLog: (api: ApiClient, signal?: AbortSignal) =>
    api.get<Writeback[]>(`${PSA}/post-log`, { limit: 50 }, signal),
  receipt: (api: ApiClient, writebackId: string, signal?: AbortSignal) =>
    api.get<Receipt>(`${PSA}/writebacks/${encodeURIComponent(writebackId)}/receipt`, {}, signal),
};
