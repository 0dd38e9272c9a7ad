import type { Flow, FlowStructure } from '../../api/flows';
import type { Proposal } from '../../api/proposals';
import { structureOf } from '../library/model/structure';

/**
 * The flow a proposal stands for: its own tree and words, and for an enhancement all else of the flow it is about
 * (contract-l1 §10.1 gives a proposal no slug, description or tags).
 */
export function proposedStructure(proposal: Proposal, target: Flow | null): FlowStructure {
  const { tree_structure: tree, match_keywords: keywords } = proposal.proposed_flow_data;
  const base = target === null ? null : structureOf(target);
  return structureOf({
    slug: base?.slug ?? '',
    title: base?.title ?? proposal.title,
    category: base?.category ?? proposal.category,
    description: base?.description ?? null,
    keywords: base === null ? keywords : [...new Set([...base.keywords, ...keywords])],
    tags: base?.tags ?? [],
    start: tree.start,
    nodes: tree.nodes,
  });
}

/** What a review sends: without a slug the server makes one of the title. */
export function asSent(structure: FlowStructure): Partial<FlowStructure> {
  const { slug, ...rest } = structure;
  return slug === '' ? rest : structure;
}
