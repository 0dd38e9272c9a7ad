import type { Walk } from '../../api/l1';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { visibleError, type WalkHandle } from './useWalk';

/** What the call is about, on one line, above the question. */
export function WalkHead({ walk, handle }: { walk: Walk; handle: WalkHandle }) {
  const { person } = useServices();
  const isOthers = walk.handled_by_id !== null && walk.handled_by_id !== person.id;
  const ticket =
    walk.ticket_id === null
      ? null
      : walk.ticket_kind === 'psa'
        ? `${t.walk.ticket} ${walk.ticket_id}`
        : `${t.walk.ticket} ${walk.ticket_id.slice(-6)} (${t.walk.internalTicket})`;
  const facts = [
    walk.flow_title,
    walk.customer_name,
    walk.customer_contact,
    ticket,
    isOthers ? t.walk.handledBy(walk.handled_by_name ?? '') : null,
  ].filter((fact): fact is string => fact !== null && fact !== '');
  const frames = walk.frames ?? [];
  return (
    <div className="walk-head" data-testid="walk-head" data-walk-id={walk.id} data-status={walk.status}>
      <p className="walk-problem">{walk.problem_text}</p>
      <p className="walk-facts">
        <Badge text={t.domain.walkKind[walk.session_kind]} />
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {frames.length > 0 && <span>{t.walk.inSubflow(frames.map((frame) => frame.title).join(' › '))}</span>}
        {isOthers && walk.status === 'active' && person.takesCalls && (
          <Button
            size="small"
            isPending={handle.takeOver.isPending}
            onPress={() => handle.takeOver.start(walk.handled_by_id ?? '')}
            data-testid="walk-take-over"
          >
            {t.intake.active.takeOver}
          </Button>
        )}
      </p>
      <ProblemNote error={visibleError(handle.takeOver.error)} />
    </div>
  );
}
