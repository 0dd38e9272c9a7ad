import type { ApiClient, SendOptions } from './client';
import { sessionPath, type AnswerSource } from './sessions';

/** Shapes of contract-sessions §4.4, §8 and §9; only what the pages read. */
export interface Documentation {
  session_id: string;
  title: string;
  status: string;
  state_version: number;
  generated_at: string;
  problem: { summary: string | null; domain: string | null; text: string | null };
  people: { owner: string; handler: string; all_handlers: string[] };
  ticket: { psa_ticket_id: string | null; summary: string | null } | null;
  timeline: { at: string; kind: string; actor_name: string | null; text: string }[];
  attachments: string[];
  markdown: string;
}

export type Audience = 'ticket_notes' | 'client_update' | 'email_draft';

export interface StatusUpdateRequest {
  audience: Audience;
  length: 'quick' | 'detailed';
  context?: string;
  allow_offline?: boolean;
}

export interface StatusUpdate {
  audience: Audience;
  length: 'quick' | 'detailed';
  subject: string | null;
  text: string;
  answer_source: AnswerSource;
  state_version: number;
  generated_at: string;
}

export type OutputKind = 'psa_ticket_notes' | 'kb_article' | 'client_summary';

export interface ResolutionOutput {
  kind: OutputKind;
  state: 'pending' | 'generating' | 'ready' | 'failed' | 'waiting_quota' | 'stale';
  title: string | null;
  content_markdown: string | null;
  version: number;
  attempts: number;
  next_attempt_at: string | null;
  error_code: string | null;
  answer_source: AnswerSource | null;
  edited_by_name: string | null;
  updated_at: string;
}

export interface SimilarSession {
  session_id: string | null;
  redacted: boolean;
  similarity: number;
  status: string;
  title: string | null;
  problem_summary: string | null;
  resolution_summary: string | null;
  matched_flow_name: string | null;
  resolved_on: string | null;
}

const outputs = (id: string) => `${sessionPath(id)}/resolution-outputs`;

export const documents = {
  documentation: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<Documentation>(`${sessionPath(id)}/documentation`, {}, signal),
  /** Ticket notes as they are written, as a stream of events. */
  notes: (
    api: ApiClient,
    id: string,
    allowOffline: boolean,
    lastEventId: string | null,
    signal: AbortSignal,
  ) =>
    api.raw(`${sessionPath(id)}/documentation/stream${allowOffline ? '?allow_offline=true' : ''}`, {
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }),
      },
      signal,
    }),
  statusUpdate: (api: ApiClient, id: string, body: StatusUpdateRequest, options: SendOptions) =>
    api.send<StatusUpdate>('POST', `${sessionPath(id)}/status-update`, body, options),
  outputs: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<ResolutionOutput[]>(outputs(id), {}, signal),
  editOutput: (
    api: ApiClient,
    id: string,
    kind: OutputKind,
    body: { content_markdown: string; title?: string; version: number },
  ) => api.send<ResolutionOutput>('PUT', `${outputs(id)}/${kind}`, body),
  regenerate: (api: ApiClient, id: string, kind: OutputKind, overwrite: boolean, options: SendOptions) =>
    api.send<ResolutionOutput>('POST', `${outputs(id)}/${kind}/regenerate`, { overwrite }, options),
  similar: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<SimilarSession[]>(`${sessionPath(id)}/similar`, { limit: 5 }, signal),
};
