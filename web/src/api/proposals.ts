import type { ApiClient, SendOptions } from './client';
import { pageOf, type FlowFinding, type FlowNode, type FlowStructure } from './flows';

/** Shapes of contract-l1 §10. */
export type ProposalStatus = 'pending' | 'approved' | 'modified' | 'rejected' | 'dismissed';
export const PROPOSAL_STATUSES: readonly ProposalStatus[] = [
  'pending',
  'approved',
  'modified',
  'rejected',
  'dismissed',
];
export type ProposalType = 'new_flow' | 'enhancement';
export type ProposalSource = 'ai_realtime_l1' | 'l1_flow_walk' | 'ai_session';
export type ReviewAction = 'approve' | 'modify' | 'reject' | 'dismiss';

export interface Evidence {
  id: string;
  kind: string;
  l1_session_id: string | null;
  source_session_id: string | null;
  node_id: string | null;
  note: string | null;
  author_name: string | null;
  created_at: string;
}

export interface ProposalSummary {
  id: string;
  proposal_type: ProposalType;
  status: ProposalStatus;
  source: ProposalSource;
  source_session_id: string | null;
  l1_session_id: string | null;
  title: string;
  category: string;
  target_flow_id: string | null;
  base_version_no: number | null;
  problems: FlowFinding[];
  stubs_count: number;
  confidence: number | null;
  evidence: Evidence[];
  evidence_count: number;
  helpful_count: number;
  unhelpful_count: number;
  validated_by_outcome: boolean;
  linked_ticket_id: string | null;
  version: number;
  reviewed_by_name: string | null;
  reviewed_at: string | null;
  review_note: string | null;
  flow_id: string | null;
  flow_version_no: number | null;
  created_at: string;
}

export interface Proposal extends ProposalSummary {
  proposed_flow_data: { tree_structure: { start: string; nodes: FlowNode[] }; match_keywords: string[] };
}

export interface ProposalFilter {
  status?: ProposalStatus;
  proposal_type?: ProposalType;
  source?: ProposalSource;
  category?: string;
  validated?: boolean;
  q?: string;
}

export interface ProposalStats {
  by_status: Partial<Record<ProposalStatus, number>>;
  by_type: Partial<Record<ProposalType, number>>;
  by_source: Partial<Record<ProposalSource, number>>;
  validated_pending: number;
  oldest_pending_at: string | null;
}

export interface ReviewRequest {
  action: ReviewAction;
  version: number;
  note?: string;
  flow?: Partial<FlowStructure>;
  accept_stubs?: boolean;
}

const of = (id: string) => `/flow-proposals/${encodeURIComponent(id)}`;

export const proposals = {
  list: (api: ApiClient, filter: ProposalFilter, cursor: string | null, signal?: AbortSignal) =>
    pageOf<ProposalSummary>(api, '/flow-proposals', { ...filter }, cursor, signal),
  stats: (api: ApiClient, signal?: AbortSignal) =>
    api.get<ProposalStats>('/flow-proposals/stats', {}, signal),
  proposal: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Proposal>(of(id), {}, signal),
  review: (api: ApiClient, id: string, body: ReviewRequest, options: SendOptions) =>
    api.send<Proposal>('POST', `${of(id)}/review`, body, options),
};
