import type { FlowNode, FlowOption, FlowStructure, NodeType } from '../../../api/flows';

/** The author's part of a flow object, in the order in which it is compared and sent. */
export function structureOf(from: Omit<FlowStructure, 'start'> & { start: string | null }): FlowStructure {
  return {
    slug: from.slug,
    title: from.title,
    category: from.category,
    description: from.description,
    keywords: [...from.keywords],
    tags: [...from.tags],
    start: from.start ?? '',
    nodes: from.nodes.map(nodeOf),
  };
}

function nodeOf(node: FlowNode): FlowNode {
  return {
    id: node.id,
    type: node.type,
    text: node.text,
    detail: node.detail,
    options: node.options.map(({ label, value, next }) => ({ label, value, next })),
    subflow: node.subflow,
    reason_category: node.reason_category,
    needs_review: node.needs_review === true ? true : null,
  };
}

export function sameStructure(one: FlowStructure, other: FlowStructure): boolean {
  return one === other || JSON.stringify(structureOf(one)) === JSON.stringify(structureOf(other));
}

export function sameNode(one: FlowNode, other: FlowNode): boolean {
  return one === other || JSON.stringify(nodeOf(one)) === JSON.stringify(nodeOf(other));
}

export function isLeaf(type: NodeType): boolean {
  return type === 'resolve' || type === 'escalate';
}

export function nodesById(structure: Pick<FlowStructure, 'nodes'>): Map<string, FlowNode> {
  const nodes = new Map<string, FlowNode>();
  for (const node of structure.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
  return nodes;
}

/** The answer by which a step is reached. */
export interface Via {
  parent: string;
  index: number;
  option: FlowOption;
}

/**
 * A line of the outline. Every step stands once, under the answer that reaches it first; other answers that lead to it
 * become a line that points there, and so do answers that lead nowhere.
 */
export type Line =
  | { kind: 'step'; key: string; node: FlowNode; via: Via | null; lines: Line[] }
  | { kind: 'jump'; key: string; target: string; text: string | null; via: Via };

export interface Outline {
  lines: Line[];
  /** Steps that no answer reaches. */
  loose: Line[];
}

export function outlineOf(structure: FlowStructure): Outline {
  const nodes = nodesById(structure);
  const seen = new Set<string>();

  const line = (node: FlowNode, via: Via | null): Line => {
    seen.add(node.id);
    return {
      kind: 'step',
      key: node.id,
      node,
      via,
      lines: node.options.map((option, index) => {
        const next: Via = { parent: node.id, index, option };
        const target = nodes.get(option.next);
        if (target !== undefined && !seen.has(target.id)) return line(target, next);
        return {
          kind: 'jump',
          key: `${node.id}/${index}`,
          target: option.next,
          text: target?.text ?? null,
          via: next,
        };
      }),
    };
  };

  const start = nodes.get(structure.start);
  const lines = start === undefined ? [] : [line(start, null)];
  const loose: Line[] = [];
  for (const node of nodes.values()) if (!seen.has(node.id)) loose.push(line(node, null));
  return { lines, loose };
}

/** Ids in the order in which the outline shows them. */
export function orderOf(structure: FlowStructure): string[] {
  const order: string[] = [];
  const collect = (line: Line) => {
    if (line.kind === 'jump') return;
    order.push(line.node.id);
    line.lines.forEach(collect);
  };
  const outline = outlineOf(structure);
  outline.lines.forEach(collect);
  outline.loose.forEach(collect);
  return order;
}

export function reachableFrom(structure: Pick<FlowStructure, 'nodes'>, start: string): Set<string> {
  const nodes = nodesById(structure);
  const reached = new Set<string>();
  const open = nodes.has(start) ? [start] : [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const option of nodes.get(id)?.options ?? []) if (nodes.has(option.next)) open.push(option.next);
  }
  return reached;
}

/** The first answer that leads to a step, if any. */
export function parentOf(structure: FlowStructure, id: string): Via | null {
  for (const node of structure.nodes) {
    const index = node.options.findIndex((option) => option.next === id);
    const option = node.options[index];
    if (option !== undefined) return { parent: node.id, index, option };
  }
  return null;
}
