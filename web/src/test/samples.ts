import type { QueueItem } from '../api/handoffs';
import type { Walk, WalkNode } from '../api/l1';
import type { SessionDetail } from '../api/sessions';

export function question(id: string, text: string, more: Partial<WalkNode> = {}): WalkNode {
  return {
    id,
    type: 'question',
    text,
    detail: null,
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
    terminal: false,
    origin: 'flow',
    ...more,
  };
}

export function activeWalk(more: Partial<Walk> = {}): Walk {
  return {
    id: 'walk-1',
    session_kind: 'flow',
    status: 'active',
    category: 'remote-access',
    problem_text: 'vpn says connected',
    customer_name: 'Contoso Dental',
    customer_contact: null,
    ticket_id: 'ticket-1',
    ticket_kind: 'internal',
    flow_title: 'VPN',
    flow_source: 'library',
    flow_version_no: 1,
    current_node: question('q1', 'Is it connected?'),
    walked_path: [],
    walk_notes: [],
    notes_version: 0,
    version: 1,
    frames: [],
    started_at: '2026-11-20T14:00:00Z',
    last_step_at: '2026-11-20T14:00:00Z',
    escalated_at: null,
    handled_by_id: 'user-l1',
    handled_by_name: 'Lena Ortiz',
    resolution_notes: null,
    escalation_reason: null,
    escalation_reason_category: null,
    escalation: null,
    psa_writeback: null,
    awaiting_generation: false,
    ...more,
  };
}

export function waitingEscalation(more: Partial<QueueItem> = {}): QueueItem {
  return {
    handoff_id: 'handoff-1',
    source_kind: 'l1_walk',
    source_id: 'walk-1',
    session_id: null,
    walk_id: 'walk-1',
    intent: 'escalate',
    status: 'open',
    priority: 'normal',
    title: 'VPN drops',
    problem_summary: null,
    problem_domain: null,
    reason: null,
    reason_category: null,
    client_name: null,
    step_count: 3,
    psa_ticket_id: null,
    handed_off_by_name: 'Lena Ortiz',
    target_user_name: null,
    targeted_to_me: false,
    is_own: false,
    claimed_by: null,
    claimed_by_name: null,
    release_count: 0,
    waiting_seconds: 30,
    version: 1,
    created_at: '2026-11-20T14:00:00Z',
    ...more,
  };
}

export function ownSession(more: Partial<SessionDetail> = {}): SessionDetail {
  return {
    id: 'session-1',
    title: 'VPN drops',
    status: 'active',
    session_type: 'chat',
    origin: 'l1_walk',
    problem_summary: null,
    problem_domain: null,
    client_name: null,
    psa_ticket_id: '1042',
    psa_connection_id: null,
    internal_ticket_id: null,
    handler_id: 'user-eng',
    handler_name: 'Dana Reyes',
    relation: 'handler',
    created_at: '2026-11-20T14:00:00Z',
    updated_at: null,
    ticket_data: null,
    ticket_fetch_status: null,
    psa_push_status: null,
    psa_push_error: null,
    resolution_summary: null,
    escalation_reason: null,
    triage: null,
    pending_task_lane: { version: 1, questions: [], actions: [], responses: {} },
    active_fix: null,
    steps: [],
    conversation_messages: [],
    has_more_messages: false,
    pending_turn: null,
    open_handoff: null,
    can_write: true,
    state_version: 4,
    ...more,
  };
}
