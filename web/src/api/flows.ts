import type { ApiClient, Query, SendOptions } from './client';
import type { ReasonCategory } from './l1';
import { nextCursor } from './sessions';

/** Shapes of contract-l1 §8, §9 and §11; only what the pages read. */
export type NodeType = 'question' | 'action' | 'resolve' | 'escalate';
export const NODE_TYPES: readonly NodeType[] = ['question', 'action', 'resolve', 'escalate'];

export interface FlowOption {
  label: string;
  value: string;
  next: string;
}

export interface FlowNode {
  id: string;
  type: NodeType;
  text: string;
  detail: string | null;
  options: FlowOption[];
  subflow: string | null;
  reason_category: ReasonCategory | null;
  needs_review: boolean | null;
}

/** What an author writes: one version of a flow. */
export interface FlowStructure {
  slug: string;
  title: string;
  category: string;
  description: string | null;
  keywords: string[];
  tags: string[];
  start: string;
  nodes: FlowNode[];
}

export type FlowStatus = 'draft' | 'published' | 'archived';
export type FlowSource = 'account' | 'library';
export type FlowSort = 'updated' | 'title' | 'usage';

/** A flow without its nodes, as lists show it. `draft_version` is null without a draft and for readers. */
export interface FlowSummary extends Omit<FlowStructure, 'nodes' | 'start'> {
  id: string;
  start: string | null;
  status: FlowStatus;
  source: FlowSource;
  enabled: boolean;
  version_no: number | null;
  draft_version: number | null;
  adopted_from: { flow_id: string; version_no: number; update_available: boolean } | null;
  index_state: 'pending' | 'ready' | 'failed';
  usage_count: number;
  success_rate: number | null;
  last_matched_at: string | null;
  helpful_count: number;
  unhelpful_count: number;
  author_name: string | null;
  updated_at: string;
  published_at: string | null;
}

export interface Flow extends FlowSummary {
  nodes: FlowNode[];
}

export interface FlowFilter {
  status?: FlowStatus;
  source?: FlowSource;
  category?: string;
  tag?: string;
  q?: string;
  mine?: boolean;
  sort?: FlowSort;
}

export interface FlowCategory {
  key: string;
  label: string;
  flow_count: number;
  ai_build_enabled: boolean;
}

export interface ShippedProblem {
  slug: string;
  title: string;
  category: string;
  description: string;
  keywords: string[];
  flow_id: string | null;
}

/** One thing wrong with a structure, or worth a look; without a node it is about the whole flow. */
export interface FlowFinding {
  code: string;
  node_id: string | null;
  message: string;
}

export interface FlowReport {
  valid: boolean;
  errors: FlowFinding[];
  warnings: FlowFinding[];
}

export interface FlowVersion {
  version_no: number;
  published_at: string;
  published_by_name: string | null;
  change_note: string | null;
  node_count: number;
  checksum: string;
}

export type FlowVersionContent = FlowVersion & FlowStructure;

export interface FlowFile {
  format?: string;
  format_version?: number;
  flows: unknown[];
}

export type OnConflict = 'fail' | 'rename' | 'new_draft';

export interface ImportedFlow {
  flow_id: string;
  slug: string;
  result: 'created' | 'renamed' | 'new_draft';
  problems: FlowFinding[];
}

/** A flow found by meaning, as intake would find it. */
export type FoundFlow = FlowSummary & { score: number; why: string[] };

export type Period = '7d' | '30d' | '90d';
export const PERIODS: readonly Period[] = ['7d', '30d', '90d'];

export interface NodeFigures {
  node_id: string;
  type: NodeType;
  text: string;
  visits: number;
  answers: { value: string; label: string; count: number }[];
  exits: { resolved: number; escalated: number; abandoned: number };
  backs: number;
  median_dwell_seconds: number | null;
  dead_end: boolean;
}

export interface FlowFigures {
  walks: number;
  resolved: number;
  escalated: number;
  abandoned: number;
  active: number;
  helpful_rate: number | null;
  median_steps: number | null;
  median_seconds: number | null;
  nodes: NodeFigures[];
  unused_options: { node_id: string; value: string; label: string }[];
  top_paths: { node_ids: string[]; outcome: string; count: number }[];
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** One page of a list that goes on behind the `Link` header. */
export async function pageOf<T>(
  api: ApiClient,
  path: string,
  query: Query,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<T>> {
  const { body, headers } = await api.getWithHeaders<T[]>(path, { ...query, cursor, limit: 50 }, signal);
  return { items: body, next: nextCursor(headers.get('Link')) };
}

const of = (id: string) => `/flows/${encodeURIComponent(id)}`;

export const flows = {
  list: (api: ApiClient, filter: FlowFilter, cursor: string | null, signal?: AbortSignal) =>
    pageOf<FlowSummary>(api, '/flows', { ...filter }, cursor, signal),
  search: (api: ApiClient, q: string, signal?: AbortSignal) =>
    api.get<FoundFlow[]>('/flows/search', { q, limit: 5 }, signal),
  categories: (api: ApiClient, signal?: AbortSignal) =>
    api.get<FlowCategory[]>('/flows/categories', {}, signal),
  tags: (api: ApiClient, signal?: AbortSignal) =>
    api.get<{ tag: string; count: number }[]>('/flows/tags', {}, signal),
  problems: (api: ApiClient, signal?: AbortSignal) =>
    api.get<ShippedProblem[]>('/flows/problems', {}, signal),
  flow: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Flow>(of(id), {}, signal),
  /** The flow showing its draft; 404 `version_not_found` without one. */
  draft: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<Flow>(of(id), { version: 'draft' }, signal),
  create: (api: ApiClient, body: Partial<FlowStructure>, options: SendOptions) =>
    api.send<Flow>('POST', '/flows', body, options),
  /** `version` is the draft's number the author saw, 0 when there was none. */
  saveDraft: (api: ApiClient, id: string, structure: FlowStructure, version: number) =>
    api.send<Flow>('PUT', `${of(id)}/draft`, { ...structure, version }),
  draftFrom: (
    api: ApiClient,
    id: string,
    body: { from_version: number; version: number },
    options: SendOptions,
  ) => api.send<Flow>('POST', `${of(id)}/draft`, body, options),
  deleteDraft: (api: ApiClient, id: string) => api.send<undefined>('DELETE', `${of(id)}/draft`),
  remove: (api: ApiClient, id: string) => api.send<undefined>('DELETE', of(id)),
  validate: (api: ApiClient, id: string, structure: FlowStructure, signal?: AbortSignal) =>
    api.send<FlowReport>('POST', `${of(id)}/validate`, structure, signal === undefined ? {} : { signal }),
  publish: (
    api: ApiClient,
    id: string,
    body: { version: number; change_note?: string },
    options: SendOptions,
  ) => api.send<Flow>('POST', `${of(id)}/publish`, body, options),
  versions: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<FlowVersion[]>(`${of(id)}/versions`, {}, signal),
  version: (api: ApiClient, id: string, no: number, signal?: AbortSignal) =>
    api.get<FlowVersionContent>(`${of(id)}/versions/${no}`, {}, signal),
  archive: (api: ApiClient, id: string, verb: 'archive' | 'unarchive', options: SendOptions) =>
    api.send<Flow>('POST', `${of(id)}/${verb}`, {}, options),
  adopt: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<Flow>('POST', `${of(id)}/adopt`, {}, options),
  enable: (api: ApiClient, id: string, enabled: boolean) =>
    api.send<Flow>('PUT', `${of(id)}/enabled`, { enabled }),
  export: (api: ApiClient, id: string, version: number | null) =>
    api.get<FlowFile>(`${of(id)}/export`, { version }),
  import: (api: ApiClient, file: FlowFile & { on_conflict: OnConflict }, options: SendOptions) =>
    api.send<ImportedFlow[]>('POST', '/flows/import', file, options),
  figures: (api: ApiClient, id: string, period: Period, version: number | null, signal?: AbortSignal) =>
    api.get<FlowFigures>(`/analytics/flows/${encodeURIComponent(id)}`, { period, version }, signal),
};
