import type { ApiClient } from './client';
import { pageOf } from './flows';
import type { FlowCandidate, IntakeAnswer, WalkKind, WalkStatus } from './l1';

/** One call as it came in and what became of it (contract-l1 §2, `GET /l1/demand`). */
export interface Demand {
  intake_id: string;
  problem_statement: string;
  outcome: IntakeAnswer['outcome'];
  reason: string | null;
  category: string | null;
  near_miss: FlowCandidate | null;
  p_flow: number | null;
  mode: string;
  followed_by: { session_id: string; session_kind: WalkKind; status: WalkStatus } | null;
  created_by_name: string;
  created_at: string;
}

export interface DemandFilter {
  outcome?: string;
  reason?: string;
  category?: string;
  from?: string;
  unmet: boolean;
}

export const demand = {
  list: (api: ApiClient, filter: DemandFilter, cursor: string | null, signal?: AbortSignal) =>
    pageOf<Demand>(api, '/l1/demand', { ...filter }, cursor, signal),
};
