import type { FlowFigures, FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import { shareKey, type Mark, type Marks, type Share, type Shares } from '../tree/marks';

/** Figures as colours and numbers on the tree: visits at the steps, answers on the lines, dead ends in red. */
export function paint(figures: FlowFigures, structure: FlowStructure): { marks: Marks; shares: Shares } {
  const words = t.library.analytics;
  const marks = new Map<string, Mark>();
  const shares = new Map<string, Share>();
  const most = Math.max(1, ...figures.nodes.map((node) => node.visits));
  for (const node of figures.nodes) {
    const notes: Mark['notes'] = [];
    if (node.visits > 0) notes.push({ tone: 'info', text: words.visits(node.visits) });
    if (node.exits.resolved > 0) notes.push({ tone: 'good', text: words.resolvedHere(node.exits.resolved) });
    const lost = node.exits.escalated + node.exits.abandoned;
    if (lost > 0) notes.push({ tone: node.dead_end ? 'bad' : 'warn', text: words.lostHere(lost) });
    if (node.dead_end) notes.push({ tone: 'bad', text: words.deadEnd });
    marks.set(node.node_id, {
      tone: node.dead_end ? 'bad' : node.visits / most >= 0.5 ? 'info' : null,
      notes,
    });

    const options = structure.nodes.find((one) => one.id === node.node_id)?.options ?? [];
    const all = node.answers.reduce((sum, answer) => sum + answer.count, 0);
    options.forEach((option, index) => {
      const count = node.answers.find((answer) => answer.value === option.value)?.count ?? 0;
      shares.set(shareKey(node.node_id, index), { count, share: all === 0 ? 0 : count / all });
    });
  }
  return { marks, shares };
}
