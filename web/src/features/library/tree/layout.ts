import { Graph, layout } from '@dagrejs/dagre';
import type { FlowNode, FlowStructure } from '../../../api/flows';
import { nodesById, orderOf } from '../model/structure';

/** In pixels at zoom 1; the stylesheet uses the same numbers. */
export const NODE_WIDTH = 268;
const HEAD = 30;
const LINE = 19;
const OPTION = 26;
const PADDING = 12;
const LETTERS_PER_LINE = 29;
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

/**
 * Places every step from left to right, as near to the start as its shortest way there, the answers of a step one below
 * the other. Only that way shapes the drawing: answers that lead elsewhere are drawn across it.
 */
export function layoutOf(structure: FlowStructure): Map<string, Box> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', align: 'UL', nodesep: 18, ranksep: 70, marginx: 12, marginy: 12 });
  const nodes = nodesById(structure);
  for (const id of orderOf(structure)) {
    const node = nodes.get(id);
    if (node !== undefined) graph.setNode(id, { width: NODE_WIDTH, height: heightOf(node) });
  }
  for (const [id, parent] of shortestWays(structure)) graph.setEdge(parent, id, {});
  // In the order of the answers: a tree has no crossings that another order could save.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const boxes = new Map<string, Box>();
  for (const id of graph.nodes()) {
    const box = graph.node(id) as Box;
    // The library gives the middle of a box; the canvas wants its corner.
    boxes.set(id, { ...box, x: box.x - box.width / 2, y: box.y - box.height / 2 });
  }
  return boxes;
}

/** For every step but the roots, the step before it on the shortest way from the start. */
export function shortestWays(structure: FlowStructure): Map<string, string> {
  const nodes = nodesById(structure);
  const before = new Map<string, string>();
  const seen = new Set<string>();
  for (const root of [structure.start, ...orderOf(structure)]) {
    if (seen.has(root) || !nodes.has(root)) continue;
    seen.add(root);
    const open = [root];
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      for (const { next } of nodes.get(id)?.options ?? []) {
        if (seen.has(next) || !nodes.has(next)) continue;
        seen.add(next);
        before.set(next, id);
        open.push(next);
      }
    }
  }
  return before;
}
