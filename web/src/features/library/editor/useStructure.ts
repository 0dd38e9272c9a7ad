import { useReducer } from 'react';
import type { FlowNode, FlowOption, FlowStructure, NodeType } from '../../../api/flows';
import * as edits from '../model/edits';
import { change, redo, startHistory, undo, type History } from '../model/history';

type Act =
  { do: 'set'; structure: FlowStructure; tag: string | null; at: number } | { do: 'undo' } | { do: 'redo' };

function reduce(history: History<FlowStructure>, act: Act): History<FlowStructure> {
  switch (act.do) {
    case 'set':
      return change(history, act.structure, act.tag, act.at);
    case 'undo':
      return undo(history);
    case 'redo':
      return redo(history);
  }
}

/** A structure under the author's hands, every step of which can be taken back. */
export function useStructure(initial: () => FlowStructure, onChange: (structure: FlowStructure) => void) {
  const [history, dispatch] = useReducer(reduce, undefined, () => startHistory(initial()));
  const structure = history.present;

  const set = (next: FlowStructure, tag: string | null = null) => {
    dispatch({ do: 'set', structure: next, tag, at: Date.now() });
    onChange(next);
  };
  const step = (act: 'undo' | 'redo') => {
    dispatch({ do: act });
    onChange((act === 'undo' ? undo(history) : redo(history)).present);
  };
  return {
    structure,
    set,
    undo: () => step('undo'),
    redo: () => step('redo'),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    meta: (patch: Partial<FlowStructure>) =>
      set({ ...structure, ...patch }, `meta ${Object.keys(patch).join()}`),
    node: (id: string, patch: Partial<FlowNode>) =>
      set(edits.changeNode(structure, id, patch), `node ${id} ${Object.keys(patch).join()}`),
    /** @returns the new step's id */
    addNode: (type: NodeType, at: { parent: string; index: number } | null): string => {
      const grown = edits.addNode(structure, type, at);
      set(grown.structure);
      return grown.id;
    },
    removeNode: (id: string) => set(edits.removeNode(structure, id)),
    /** @returns how many steps went */
    removeBranch: (id: string): number => {
      const next = edits.removeBranch(structure, id);
      set(next);
      return structure.nodes.length - next.nodes.length;
    },
    addOption: (id: string) => set(edits.addOption(structure, id)),
    option: (id: string, index: number, patch: Partial<FlowOption>) =>
      set(
        edits.changeOption(structure, id, index, patch),
        patch.next === undefined ? `option ${id} ${index} ${Object.keys(patch).join()}` : null,
      ),
    removeOption: (id: string, index: number): number => {
      const next = edits.removeOption(structure, id, index);
      set(next);
      return structure.nodes.length - next.nodes.length;
    },
    moveOption: (id: string, index: number, by: -1 | 1) => set(edits.moveOption(structure, id, index, by)),
  };
}

export type StructureHandle = ReturnType<typeof useStructure>;
