import { Link } from '@tanstack/react-router';
import type { Evidence, Proposal } from '../../api/proposals';
import { t } from '../../messages';
import { dateTime, plain } from '../../ui/format';
import { Panel } from '../../ui/Panel';

/** The walks and sessions behind a proposal, in the words of those who closed them. */
export function EvidencePanel({
  proposal,
  onSelect,
}: {
  proposal: Proposal;
  onSelect: (id: string) => void;
}) {
  return (
    <Panel title={t.proposals.evidence(proposal.evidence_count)} testId="evidence">
      {proposal.linked_ticket_id !== null && (
        <p className="muted">{t.proposals.ticket(proposal.linked_ticket_id)}</p>
      )}
      <ul className="plain-list">
        {proposal.evidence.map((one) => (
          <EvidenceRow key={one.id} one={one} proposal={proposal} onSelect={onSelect} />
        ))}
      </ul>
    </Panel>
  );
}

function EvidenceRow({
  one,
  proposal,
  onSelect,
}: {
  one: Evidence;
  proposal: Proposal;
  onSelect: (id: string) => void;
}) {
  const words = t.proposals;
  const kinds: Record<string, string> = words.kinds;
  const { node_id: node } = one;
  const text = proposal.proposed_flow_data.tree_structure.nodes.find((other) => other.id === node)?.text;
  return (
    <li className="walk-row">
      {one.note !== null && <p className="pre-wrap">{one.note}</p>}
      {node !== null && text !== undefined && (
        <span>
          {words.at}{' '}
          <button type="button" className="link-button" onClick={() => onSelect(node)}>
            {text}
          </button>
        </span>
      )}
      <span className="muted">
        {[kinds[one.kind] ?? plain(one.kind), one.author_name, dateTime(one.created_at)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {one.l1_session_id !== null && (
        <Link to="/l1/walk/$id" params={{ id: one.l1_session_id }}>
          {words.openWalk}
        </Link>
      )}
      {one.source_session_id !== null && (
        <Link to="/pilot/$id" params={{ id: one.source_session_id }}>
          {words.openSession}
        </Link>
      )}
    </li>
  );
}
