import type { ApiClient, SendOptions } from './client';
import { sessionPath } from './sessions';

/** Shapes of contract-sessions §4.7. */
export type BranchStatus = 'untried' | 'active' | 'dead_end' | 'solved';

export interface Branch {
  branch_id: string;
  parent_id: string | null;
  label: string;
  description: string | null;
  status: BranchStatus;
  status_reason: string | null;
  is_active: boolean;
  message_count: number;
  step_count: number;
}

export interface ForkRequest {
  fork_reason: string;
  options: { label: string; description?: string }[];
}

const of = (id: string) => `${sessionPath(id)}/branches`;
const one = (id: string, branchId: string) => `${of(id)}/${encodeURIComponent(branchId)}`;

export const branches = {
  list: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Branch[]>(of(id), {}, signal),
  fork: (api: ApiClient, id: string, body: ForkRequest, options: SendOptions) =>
    api.send<unknown>('POST', `${of(id)}/fork`, body, options),
  change: (
    api: ApiClient,
    id: string,
    branchId: string,
    body: { status: BranchStatus; reason?: string },
    options: SendOptions,
  ) => api.send<Branch>('PATCH', one(id, branchId), body, options),
  makeCurrent: (api: ApiClient, id: string, branchId: string, options: SendOptions) =>
    api.send<Branch>('POST', `${one(id, branchId)}/switch`, undefined, options),
  revive: (api: ApiClient, id: string, branchId: string, evidence: string, options: SendOptions) =>
    api.send<Branch>('POST', `${one(id, branchId)}/revive`, { evidence }, options),
};
