import type { FlowNode, FlowOption, FlowStructure, NodeType } from '../../../api/flows';
import { isLeaf, nodesById, reachableFrom } from './structure';

/** What an author does to a structure: every function gives a new one and leaves the old as it is. */

const LETTER: Record<NodeType, string> = { question: 'q', action: 'a', resolve: 'r', escalate: 'e' };
export const MOST_OPTIONS = 9;
export const MOST_NODES = 300;
const VALUE_LENGTH = 40;

/** A step yet to be written, under an id that is not taken. */
export function newNode(structure: FlowStructure, type: NodeType): FlowNode {
  const taken = nodesById(structure);
  // The id of a deleted step that answers still name must not come back to life as another step.
  const named = new Set(structure.nodes.flatMap((node) => node.options.map((option) => option.next)));
  let number = structure.nodes.length + 1;
  while (taken.has(`${LETTER[type]}_${number}`) || named.has(`${LETTER[type]}_${number}`)) number++;
  return {
    id: `${LETTER[type]}_${number}`,
    type,
    text: '',
    detail: null,
    options: [],
    subflow: null,
    reason_category: null,
    needs_review: null,
  };
}

/** Adds a step: as the start when there is none, else where the named answer leads. */
export function addNode(
  structure: FlowStructure,
  type: NodeType,
  at: { parent: string; index: number } | null,
): { structure: FlowStructure; id: string } {
  const node = newNode(structure, type);
  const grown = { ...structure, nodes: [...structure.nodes, node] };
  if (at !== null)
    return { structure: changeOption(grown, at.parent, at.index, { next: node.id }), id: node.id };
  const hasStart = nodesById(structure).has(structure.start);
  return { structure: hasStart ? grown : { ...grown, start: node.id }, id: node.id };
}

export function changeNode(structure: FlowStructure, id: string, change: Partial<FlowNode>): FlowStructure {
  return {
    ...structure,
    nodes: structure.nodes.map((node) => {
      if (node.id !== id) return node;
      const changed = { ...node, ...change };
      if (!isLeaf(changed.type)) return { ...changed, reason_category: null };
      return {
        ...changed,
        options: [],
        reason_category: changed.type === 'escalate' ? changed.reason_category : null,
      };
    }),
  };
}

/** Without this step; answers that led to it stay and lead nowhere until somebody says where. */
export function removeNode(structure: FlowStructure, id: string): FlowStructure {
  return {
    ...structure,
    start: structure.start === id ? '' : structure.start,
    nodes: structure.nodes.filter((node) => node.id !== id),
  };
}

/** Without this step and without those that only it led to. */
export function removeBranch(structure: FlowStructure, id: string): FlowStructure {
  const without = removeNode(structure, id);
  return { ...without, nodes: withoutOrphans(structure, without) };
}

export function addOption(structure: FlowStructure, id: string): FlowStructure {
  return changeOptions(structure, id, (options) => {
    if (options.length >= MOST_OPTIONS) return options;
    return [...options, { label: '', value: valueOf('', options), next: '' }];
  });
}

export function changeOption(
  structure: FlowStructure,
  id: string,
  index: number,
  change: Partial<FlowOption>,
): FlowStructure {
  return changeOptions(structure, id, (options) =>
    options.map((option, at) => {
      if (at !== index) return option;
      const changed = { ...option, ...change };
      if (change.label === undefined || change.value !== undefined) return changed;
      const others = options.filter((_, other) => other !== index);
      // A value made from the label follows it; one somebody chose stays.
      return option.value === valueOf(option.label, others)
        ? { ...changed, value: valueOf(change.label, others) }
        : changed;
    }),
  );
}

/** Without this answer and without the steps that only it led to. */
export function removeOption(structure: FlowStructure, id: string, index: number): FlowStructure {
  const without = changeOptions(structure, id, (options) => options.filter((_, at) => at !== index));
  return { ...without, nodes: withoutOrphans(structure, without) };
}

export function moveOption(structure: FlowStructure, id: string, index: number, by: -1 | 1): FlowStructure {
  return changeOptions(structure, id, (options) => {
    const moved = options[index];
    const other = options[index + by];
    if (moved === undefined || other === undefined) return options;
    const next = [...options];
    next[index] = other;
    next[index + by] = moved;
    return next;
  });
}

/** The stored value of an answer, made from what it says: lower-case letters, digits and dashes. */
export function valueOf(label: string, others: readonly FlowOption[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, VALUE_LENGTH - 3)
    .replace(/^-+|-+$/g, '');
  const stem = plain === '' ? 'answer' : plain;
  const taken = new Set(others.map((option) => option.value));
  let value = stem;
  for (let number = 2; taken.has(value); number++) value = `${stem}-${number}`;
  return value;
}

function changeOptions(
  structure: FlowStructure,
  id: string,
  change: (options: FlowOption[]) => FlowOption[],
): FlowStructure {
  return {
    ...structure,
    nodes: structure.nodes.map((node) =>
      node.id === id ? { ...node, options: change(node.options) } : node,
    ),
  };
}

/** The nodes of `after` but for those that were reached before and are not any more. */
function withoutOrphans(before: FlowStructure, after: FlowStructure): FlowNode[] {
  const was = reachableFrom(before, before.start);
  const is = reachableFrom(after, after.start);
  return after.nodes.filter((node) => is.has(node.id) || !was.has(node.id));
}
