import type { ApiClient, SendOptions } from './client';

/** Ticketing systems and what one connection needs (contract-psa §2.1). */
export const PROVIDERS = ['connectwise', 'autotask', 'halopsa', 'zammad', 'request_tracker'] as const;
export type Provider = (typeof PROVIDERS)[number];

export type ConnectionStatus = 'untested' | 'ok' | 'degraded' | 'paused' | 'deleted';

export interface Capabilities {
  status_list: boolean;
  customer_note_without_mail: boolean;
  compare_and_set_status: boolean;
  max_note_length: number;
}

/** What everybody may know of a connection. */
export interface Connection {
  id: string;
  provider: Provider;
  display_name: string;
  status: ConnectionStatus;
  is_default: boolean;
  capabilities: Capabilities;
}

/** All of it but the secrets, which no answer holds; for owners and administrators. */
export interface FullConnection extends Connection {
  base_url: string | null;
  config: Record<string, string | number | boolean | null>;
  credential_hints: Record<string, string>;
  paused_reason: string | null;
  last_tested_at: string | null;
  last_ok_at: string | null;
  last_error_code: string | null;
  server_version: string | null;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface ConnectionRequest {
  display_name?: string;
  base_url?: string;
  config?: Record<string, string | boolean>;
  credentials?: Record<string, string>;
  is_default?: boolean;
}

export type CheckName = 'address' | 'credentials' | 'permissions' | 'boards' | 'status_mapping';

export interface TestResult {
  ok: boolean;
  code: string | null;
  message: string | null;
  server_version: string | null;
  latency_ms: number;
  checks: { name: CheckName; ok: boolean; code: string | null; message: string | null }[];
}

export interface Board {
  id: string;
  name: string;
  active: boolean;
}

export interface BoardStatus {
  id: string;
  name: string;
  board_id: string;
  closed: boolean;
  selectable: boolean;
}

export interface PsaMember {
  id: string;
  name: string;
  email: string | null;
  active: boolean;
}

export interface MemberMapping {
  user_id: string;
  user_name: string;
  external_member_id: string | null;
  external_name: string | null;
  matched_by: 'email' | 'manual' | null;
}

/** A list of the ticketing system; `stale` when it had to be taken from store because the system is away. */
export interface Listed<T> {
  items: T[];
  stale: boolean;
  /** The system has no such list: ids are typed. */
  unlisted: boolean;
}

const PSA = '/integrations/psa';
const one = (id: string) => `${PSA}/connections/${encodeURIComponent(id)}`;

async function listed<T>(
  api: ApiClient,
  path: string,
  query: Record<string, string | boolean>,
  signal?: AbortSignal,
): Promise<Listed<T>> {
  const { body, headers } = await api.getWithHeaders<T[]>(path, query, signal);
  return {
    items: body,
    stale: headers.get('RF-Stale') === 'true',
    unlisted: headers.get('RF-Status-List') === 'none',
  };
}

export const connections = {
  list: (api: ApiClient, signal?: AbortSignal) => api.get<Connection[]>(`${PSA}/connections`, {}, signal),
  /** The same list as owners and administrators get it. */
  full: (api: ApiClient, signal?: AbortSignal) => api.get<FullConnection[]>(`${PSA}/connections`, {}, signal),
  create: (api: ApiClient, body: ConnectionRequest & { provider: Provider }, options: SendOptions) =>
    api.send<FullConnection>('POST', `${PSA}/connections`, body, options),
  change: (api: ApiClient, id: string, body: ConnectionRequest & { version: number }) =>
    api.send<FullConnection>('PATCH', one(id), body),
  remove: (api: ApiClient, id: string, force: boolean) =>
    api.send<undefined>('DELETE', force ? `${one(id)}?force=true` : one(id)),
  test: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<TestResult>('POST', `${one(id)}/test`, undefined, options),

  boards: (api: ApiClient, connectionId: string, refresh: boolean, signal?: AbortSignal) =>
    listed<Board>(api, `${PSA}/boards`, { connection_id: connectionId, refresh }, signal),
  statuses: (api: ApiClient, connectionId: string, boardId: string, signal?: AbortSignal) =>
    listed<BoardStatus>(
      api,
      `${PSA}/boards/${encodeURIComponent(boardId)}/statuses`,
      { connection_id: connectionId },
      signal,
    ),
  members: (api: ApiClient, connectionId: string, signal?: AbortSignal) =>
    listed<PsaMember>(api, `${PSA}/members`, { connection_id: connectionId }, signal),
  mappings: (api: ApiClient, connectionId: string, signal?: AbortSignal) =>
    api.get<MemberMapping[]>(`${PSA}/member-mappings`, { connection_id: connectionId }, signal),
  map: (api: ApiClient, userId: string, body: { connection_id: string; external_member_id: string | null }) =>
    api.send<MemberMapping>('PUT', `${PSA}/member-mappings/${encodeURIComponent(userId)}`, body),
};
