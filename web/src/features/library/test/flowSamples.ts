import type { Flow, FlowNode, FlowStructure } from '../../../api/flows';
import type { Proposal } from '../../../api/proposals';

export function step(id: string, text: string, more: Partial<FlowNode> = {}): FlowNode {
  return {
    id,
    type: 'question',
    text,
    detail: null,
    options: [],
    subflow: null,
    reason_category: null,
    needs_review: null,
    ...more,
  };
}

/** Two questions, a loop back to the first, and both kinds of end. */
export function printerStructure(more: Partial<FlowStructure> = {}): FlowStructure {
  return {
    slug: 'printer',
    title: 'Printer does not print',
    category: 'printing',
    description: 'Nothing comes out.',
    keywords: ['printer'],
    tags: [],
    start: 'q_power',
    nodes: [
      step('q_power', 'Is it switched on?', {
        options: [
          { label: 'Yes', value: 'yes', next: 'q_paper' },
          { label: 'No', value: 'no', next: 'r_power' },
        ],
      }),
      step('q_paper', 'Is there paper?', {
        options: [
          { label: 'Yes', value: 'yes', next: 'e_engineer' },
          { label: 'No', value: 'no', next: 'r_paper' },
          { label: 'It went out', value: 'out', next: 'q_power' },
        ],
      }),
      step('r_power', 'Switched on again.', { type: 'resolve' }),
      step('r_paper', 'Paper put in.', { type: 'resolve' }),
      step('e_engineer', 'An engineer has to look.', { type: 'escalate' }),
    ],
    ...more,
  };
}

export function printerFlow(more: Partial<Flow> = {}): Flow {
  return {
    ...printerStructure(),
    id: 'flow-1',
    status: 'published',
    source: 'account',
    enabled: true,
    version_no: 2,
    draft_version: null,
    adopted_from: null,
    index_state: 'ready',
    usage_count: 12,
    success_rate: 0.75,
    last_matched_at: null,
    helpful_count: 8,
    unhelpful_count: 1,
    author_name: 'Dana Reyes',
    updated_at: '2026-11-20T14:00:00Z',
    published_at: '2026-11-20T14:00:00Z',
    ...more,
  };
}

export function newFlowProposal(more: Partial<Proposal> = {}): Proposal {
  const { start, nodes } = printerStructure();
  return {
    id: 'proposal-1',
    proposal_type: 'new_flow',
    status: 'pending',
    source: 'ai_realtime_l1',
    source_session_id: null,
    l1_session_id: 'walk-1',
    title: 'Printer does not print',
    category: 'printing',
    target_flow_id: null,
    base_version_no: null,
    problems: [],
    stubs_count: 0,
    confidence: 0.6,
    evidence: [
      {
        id: 'evidence-1',
        kind: 'source',
        l1_session_id: 'walk-1',
        source_session_id: null,
        node_id: null,
        note: 'Paper was missing.',
        author_name: 'Lena Ortiz',
        created_at: '2026-11-20T14:00:00Z',
      },
    ],
    evidence_count: 1,
    helpful_count: 1,
    unhelpful_count: 0,
    validated_by_outcome: true,
    linked_ticket_id: null,
    version: 1,
    reviewed_by_name: null,
    reviewed_at: null,
    review_note: null,
    flow_id: null,
    flow_version_no: null,
    created_at: '2026-11-20T14:00:00Z',
    proposed_flow_data: { tree_structure: { start, nodes }, match_keywords: ['printer'] },
    ...more,
  };
}
