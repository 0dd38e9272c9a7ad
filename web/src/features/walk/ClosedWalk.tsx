import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { handoffs, type Handoff } from '../../api/handoffs';
import type { Walk } from '../../api/l1';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Markdown } from '../../ui/Markdown';
import { ProblemNote } from '../../ui/ProblemNote';
import { escalationTone } from './escalationTone';
import { visibleError, type WalkHandle } from './useWalk';

const TITLES = {
  resolved: t.walk.closed.resolvedTitle,
  escalated: t.walk.closed.escalatedTitle,
  abandoned: t.walk.closed.abandonedTitle,
} as const;

/** A walk that is over: how it ended and, after an escalation, what has become of it since. */
export function ClosedWalk({ walk, handle }: { walk: Walk; handle: WalkHandle }) {
  const { person } = useServices();
  if (walk.status === 'active') return null;
  const category = walk.escalation_reason_category;
  return (
    <section className="closed-walk" data-testid="walk-closed" data-status={walk.status}>
      <h1>{TITLES[walk.status]}</h1>
      {category !== null && <Badge text={t.domain.reasonCategory[category]} />}
      {walk.escalation_reason !== null && <p className="pre-wrap">{walk.escalation_reason}</p>}
      {walk.resolution_notes !== null && <Markdown text={walk.resolution_notes} />}
      <TicketState walk={walk} />
      <EscalationState walk={walk} />
      <ProblemNote error={visibleError(handle.reopen.error)} />
      <div className="button-row">
        {walk.status === 'abandoned' && person.takesCalls && (
          <Button
            isPending={handle.reopen.isPending}
            onPress={() => handle.reopen.start(walk.version)}
            data-testid="walk-reopen"
          >
            {t.walk.reopen}
          </Button>
        )}
        {person.takesCalls && (
          <Link to="/" className="button button-primary button-normal">
            {t.walk.closed.nextCall}
          </Link>
        )}
      </div>
    </section>
  );
}

const TICKET_TONE = { queued: 'info', confirmed: 'good', failed: 'bad', skipped: 'warn' } as const;

/** Whether the ticket of the ticketing system got its note; a walk with an internal ticket has none (KD-66). */
function TicketState({ walk }: { walk: Walk }) {
  const writeback = walk.psa_writeback;
  if (writeback === null || writeback.state === 'none') return null;
  return (
    <p className="row-line" data-testid="walk-ticket-state">
      <Badge text={t.walk.ticketState[writeback.state]} tone={TICKET_TONE[writeback.state]} />
      {writeback.message !== null && <span className="muted">{writeback.message}</span>}
    </p>
  );
}

function EscalationState({ walk }: { walk: Walk }) {
  const { person } = useServices();
  const client = useQueryClient();
  const escalation = walk.escalation;
  const takeBack = useAction<string, Handoff>({
    intent: `walk.${walk.id}.take-back`,
    run: (api, handoffId, key) => handoffs.cancel(api, walk.id, handoffId, { key }),
    onSuccess: () => client.invalidateQueries({ queryKey: cacheKeys.walk(walk.id) }),
    onError: () => client.invalidateQueries({ queryKey: cacheKeys.walk(walk.id) }),
  });
  if (escalation === null) return null;
  const waits = escalation.state === 'queued' || escalation.state === 'requested';
  return (
    <div className="escalation-state" aria-live="polite">
      <Badge
        text={t.domain.escalationState[escalation.state]}
        tone={escalationTone(escalation.state)}
        testId="walk-escalation-state"
      />
      {escalation.claimed_by_name !== null && <p>{t.walk.closed.claimed(escalation.claimed_by_name)}</p>}
      {escalation.outcome_summary !== null && (
        <p>
          <b>{t.walk.closed.outcome}</b> {escalation.outcome_summary}
        </p>
      )}
      <ProblemNote error={takeBack.error} />
      <div className="button-row">
        {waits && escalation.escalated_by_id === person.id && (
          <Button
            size="small"
            isPending={takeBack.isPending}
            onPress={() => takeBack.start(escalation.handoff_id)}
          >
            {t.walk.closed.takeBack}
          </Button>
        )}
        {person.worksSessions && escalation.ai_session_id !== null && (
          <Link to="/pilot/$id" params={{ id: escalation.ai_session_id }}>
            {t.walk.closed.openSession}
          </Link>
        )}
      </div>
    </div>
  );
}
