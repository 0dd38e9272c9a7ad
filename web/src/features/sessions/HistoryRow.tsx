import { Link } from '@tanstack/react-router';
import type { SessionStatus, SessionSummary } from '../../api/sessions';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { dateTime, plain } from '../../ui/format';

const words = t.sessions.history;
const TONE: Record<SessionStatus, Tone> = {
  active: 'info',
  paused: 'neutral',
  requesting_escalation: 'warn',
  escalated: 'warn',
  resolved: 'good',
  abandoned: 'neutral',
};

export function HistoryRow({ item }: { item: SessionSummary }) {
  const { person } = useServices();
  const domains: Partial<Record<string, string>> = t.sessions.domains;
  const facts = [
    item.client_name,
    item.psa_ticket_id === null ? null : words.ticket(item.psa_ticket_id),
    item.problem_domain === null ? null : (domains[item.problem_domain] ?? plain(item.problem_domain)),
    item.session_type === 'guided' && item.confidence_tier !== null
      ? t.sessions.tier[item.confidence_tier]
      : null,
    item.handler_id === person.id ? null : words.with(item.handler_name),
    item.session_rating === null ? null : words.rated(item.session_rating),
    dateTime(item.updated_at ?? item.created_at),
  ].filter((fact) => fact !== null);
  return (
    <li className="walk-row" data-testid="history-row">
      <Link to="/pilot/$id" params={{ id: item.id }} className="walk-row-link">
        <span className="history-title">
          {item.title}
          <Badge text={t.domain.sessionStatus[item.status]} tone={TONE[item.status]} />
        </span>
        {item.problem_summary !== null && item.problem_summary !== item.title && (
          <span className="clip">{item.problem_summary}</span>
        )}
        <span className="muted">{facts.join(' · ')}</span>
      </Link>
    </li>
  );
}
