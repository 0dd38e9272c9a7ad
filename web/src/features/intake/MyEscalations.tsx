import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { l1, type Walk } from '../../api/l1';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { dateTime } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { escalationTone } from '../walk/escalationTone';

const REFRESH_MS = 20_000;

/** What became of the calls that were handed on (KD-71). */
export function MyEscalations() {
  const { api } = useServices();
  const escalated = useQuery({
    queryKey: cacheKeys.myEscalations,
    queryFn: ({ signal }) => l1.myEscalations(api, signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loading query={escalated}>
      {escalated.data?.length === 0 && <p className="muted">{t.intake.escalations.none}</p>}
      <ul className="plain-list">
        {escalated.data?.map((walk) => (
          <EscalationRow key={walk.id} walk={walk} />
        ))}
      </ul>
    </Loading>
  );
}

function EscalationRow({ walk }: { walk: Walk }) {
  const escalation = walk.escalation;
  return (
    <li className="walk-row">
      <Link to="/l1/walk/$id" params={{ id: walk.id }} className="walk-row-link">
        <span className="clip">{walk.problem_text}</span>
        <span className="muted">{dateTime(walk.escalated_at)}</span>
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
