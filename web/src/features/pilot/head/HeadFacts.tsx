import { Link } from '@tanstack/react-router';
import type { SessionDetail } from '../../../api/sessions';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';

/** The line under the title: client, ticket, person, how sure the guide is, and the flow it goes by. */
export function HeadFacts({ session }: { session: SessionDetail }) {
  const { person } = useServices();
  const facts = [
    session.client_name,
    session.psa_ticket_id === null ? null : t.board.ticket(session.psa_ticket_id),
    session.handler_id === person.id ? null : t.pilot.handledBy(session.handler_name),
    session.confidence_tier === null ? null : t.sessions.tier[session.confidence_tier],
  ].filter((fact): fact is string => fact !== null);
  return (
    <>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {session.matched_flow_id !== null && session.matched_flow_name !== null && (
        <Link to="/sessions" search={{ flow: session.matched_flow_id }}>
          {t.pilot.head.flow(session.matched_flow_name)}
        </Link>
      )}
    </>
  );
}
