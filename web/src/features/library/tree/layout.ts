import { Graph, layout } from '@dagrejs/dagre';
import type { FlowNode, FlowStructure } from '../../../api/flows';
import { nodesById, orderOf } from '../model/structure';

/** In pixels at zoom 1; the stylesheet uses the same numbers. */
export const NODE_WIDTH = 268;
const HEAD = 30;
const LINE = 19;
const OPTION = 26;
const PADDING = 12;
const LETTERS_PER_LINE = 34;
const MOST_LINES = 3;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function heightOf(node: FlowNode): number {
  const lines = Math.min(MOST_LINES, Math.max(1, Math.ceil(node.text.length / LETTERS_PER_LINE)));
  return HEAD + lines * LINE + node.options.length * OPTION + PADDING;
}

/** Places every step from left to right, the answers of a step one below the other. */
export function layoutOf(structure: FlowStructure): Map<string, Box> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 70, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = nodesById(structure);
  for (const id of orderOf(structure)) {
    const node = nodes.get(id);
    if (node !== undefined) graph.setNode(id, { width: NODE_WIDTH, height: heightOf(node) });
  }
  for (const node of nodes.values()) {
    node.options.forEach((option, index) => {
      if (nodes.has(option.next) && option.next !== node.id)
        graph.setEdge(node.id, option.next, {}, String(index));
    });
  }
  layout(graph);
  const boxes = new Map<string, Box>();
  for (const id of graph.nodes()) {
    const box = graph.node(id) as Box;
    // The library gives the middle of a box; the canvas wants its corner.
    boxes.set(id, { ...box, x: box.x - box.width / 2, y: box.y - box.height / 2 });
  }
  return boxes;
}
