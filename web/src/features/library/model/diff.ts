import type { FlowNode, FlowStructure } from '../../../api/flows';
import { nodesById, orderOf, sameNode } from './structure';

export const META_FIELDS = ['title', 'slug', 'category', 'description', 'keywords', 'tags', 'start'] as const;
export type MetaField = (typeof META_FIELDS)[number];
const NODE_FIELDS = [
  'type',
  'text',
  'detail',
  'options',
  'subflow',
  'reason_category',
  'needs_review',
] as const;
export type NodeField = (typeof NODE_FIELDS)[number];

export interface FieldChange<F> {
  field: F;
  before: string;
  after: string;
}

export type ChangeKind = 'added' | 'removed' | 'changed';

export interface NodeChange {
  kind: ChangeKind;
  /** As it is after the change; as it was for a removed one. */
  node: FlowNode;
  fields: FieldChange<NodeField>[];
}

export interface StructureDiff {
  meta: FieldChange<MetaField>[];
  nodes: NodeChange[];
}

export function diffOf(before: FlowStructure, after: FlowStructure): StructureDiff {
  const old = nodesById(before);
  const now = nodesById(after);
  const nodes: NodeChange[] = [];
  for (const id of orderOf(after)) {
    const node = now.get(id);
    const was = old.get(id);
    if (node === undefined) continue;
    if (was === undefined) nodes.push({ kind: 'added', node, fields: [] });
    else if (!sameNode(was, node))
      nodes.push({ kind: 'changed', node, fields: fieldsOf(was, node, { before: old, after: now }) });
  }
  for (const id of orderOf(before)) {
    const node = old.get(id);
    if (node !== undefined && !now.has(id)) nodes.push({ kind: 'removed', node, fields: [] });
  }
  const meta = META_FIELDS.map((field) => ({
    field,
    before: metaText(before, field),
    after: metaText(after, field),
  })).filter((change) => change.before !== change.after);
  return { meta, nodes };
}

export function isEmpty(diff: StructureDiff): boolean {
  return diff.meta.length === 0 && diff.nodes.length === 0;
}

export function metaText(structure: FlowStructure, field: MetaField): string {
  const value = structure[field];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

function fieldsOf(before: FlowNode, after: FlowNode, words: Words): FieldChange<NodeField>[] {
  return NODE_FIELDS.filter((field) => nodeText(before, field) !== nodeText(after, field)).map((field) => ({
    field,
    before: nodeText(before, field, words.before),
    after: nodeText(after, field, words.after),
  }));
}

interface Words {
  before: Map<string, FlowNode>;
  after: Map<string, FlowNode>;
}

/** @param nodes for people: answers lead to what a step says; without them to its id, which is what counts */
function nodeText(node: FlowNode, field: NodeField, nodes?: Map<string, FlowNode>): string {
  if (field === 'options') {
    const target = (id: string) => nodes?.get(id)?.text ?? id;
    return node.options.map((option) => `${option.label} → ${target(option.next)}`).join('\n');
  }
  const value = node[field];
  return value === null || value === false ? '' : String(value);
}
