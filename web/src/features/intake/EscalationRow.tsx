import { Link } from '@tanstack/react-router';
import type { Walk } from '../../api/l1';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { dateTime } from '../../ui/format';
import { escalationTone } from '../walk/escalationTone';

/** One call that was handed on: who has it, and how it ended. */
export function EscalationRow({ walk }: { walk: Walk }) {
  const escalation = walk.escalation;
  return (
    <li className="walk-row" data-testid="escalated-walk">
      <Link to="/l1/walk/$id" params={{ id: walk.id }} className="walk-row-link">
        <span className="clip">{walk.problem_text}</span>
        <span className="muted">
          {[walk.customer_name, dateTime(walk.escalated_at)].filter((part) => part !== null).join(' · ')}
        </span>
      </Link>
      {escalation !== null && (
        <span className="walk-row-state">
          <Badge
            text={
              escalation.state === 'claimed' && escalation.claimed_by_name !== null
                ? t.intake.escalations.claimedBy(escalation.claimed_by_name)
                : t.domain.escalationState[escalation.state]
            }
            tone={escalationTone(escalation.state)}
          />
          {escalation.outcome_summary !== null && <span>{escalation.outcome_summary}</span>}
        </span>
      )}
    </li>
  );
}
