import type { FlowNode, FlowStructure } from '../../../api/flows';
import { META_FIELDS, metaText, type MetaField } from './diff';
import { nodesById, sameNode } from './structure';

export interface Merged {
  structure: FlowStructure;
  /** Steps both changed in different ways; the author's own stands. */
  nodes: string[];
  /** Details of the flow both changed in different ways. */
  fields: MetaField[];
}

/**
 * Brings two people's work on one draft together, step by step: what only one of them changed is taken, where both
 * changed the same the author's own stands and is named. A step one changed and the other deleted stays.
 *
 * @param base what both started from
 */
export function merge(base: FlowStructure, mine: FlowStructure, theirs: FlowStructure): Merged {
  const bases = nodesById(base);
  const own = nodesById(mine);
  const others = nodesById(theirs);
  const conflicts: string[] = [];
  const nodes: FlowNode[] = [];

  for (const id of new Set([...own.keys(), ...others.keys()])) {
    const was = bases.get(id);
    const my = own.get(id);
    const their = others.get(id);
    const kept = pick(was, my, their);
    if (kept.conflict) conflicts.push(id);
    if (kept.node !== undefined) nodes.push(kept.node);
  }

  const fields: MetaField[] = [];
  const merged: FlowStructure = { ...mine, nodes };
  for (const field of META_FIELDS) {
    const was = metaText(base, field);
    const my = metaText(mine, field);
    const their = metaText(theirs, field);
    if (their === was || their === my) continue;
    if (my === was) Object.assign(merged, { [field]: theirs[field] });
    else fields.push(field);
  }
  return { structure: merged, nodes: conflicts, fields };
}

function pick(
  was: FlowNode | undefined,
  my: FlowNode | undefined,
  their: FlowNode | undefined,
): { node: FlowNode | undefined; conflict: boolean } {
  const changedByMe = differs(was, my);
  const changedByThem = differs(was, their);
  if (!changedByThem) return { node: my, conflict: false };
  if (!changedByMe) return { node: their, conflict: false };
  if (!differs(my, their)) return { node: my, conflict: false };
  return { node: my ?? their, conflict: true };
}

function differs(one: FlowNode | undefined, other: FlowNode | undefined): boolean {
  if (one === undefined || other === undefined) return one !== other;
  return !sameNode(one, other);
}
