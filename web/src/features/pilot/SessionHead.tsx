import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { handoffs, type Handoff } from '../../api/handoffs';
import { isProblem } from '../../api/problem';
import { sessions } from '../../api/sessions';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { HandoffDialog } from './HandoffDialog';
import { isClosed, type PanelProps } from './useSession';

/** Title, state and people; claiming when it waits, handing on when it is mine. */
export function SessionHead({ session, canWork, refresh }: PanelProps) {
  const { person } = useServices();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'escalate' | 'park' | null>(null);
  const claim = useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.claim`,
    run: (api, handoffId, key) => handoffs.claim(api, session.id, handoffId, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const resume = useAction<number, undefined>({
    intent: `session.${session.id}.resume`,
    run: (api, _, key) => sessions.resume(api, session.id, { key }),
    onSuccess: refresh,
  });
  const mine = session.handler_id === person.id;
  const open = session.open_handoff;
  const facts = [
    session.client_name,
    session.psa_ticket_id === null ? null : t.board.ticket(session.psa_ticket_id),
    mine ? null : t.pilot.handledBy(session.handler_name),
  ].filter((fact): fact is string => fact !== null);

  return (
    <div className="pilot-head" data-session-id={session.id} data-status={session.status}>
      <div className="pilot-head-text">
        <h1 data-testid="session-title">{session.title}</h1>
        <p className="walk-facts">
          <Badge
            text={t.domain.sessionStatus[session.status]}
            tone={session.status === 'resolved' ? 'good' : session.status === 'active' ? 'info' : 'warn'}
            testId="session-status"
          />
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
        {session.problem_summary !== null && session.problem_summary !== session.title && (
          <p>{session.problem_summary}</p>
        )}
        {!session.can_write && !isClosed(session) && (
          <p className="muted">{open === null ? t.pilot.readOnly(session.handler_name) : t.pilot.waits}</p>
        )}
        {isClosed(session) && <p className="muted">{t.pilot.closed}</p>}
        <ProblemNote
          error={claim.error ?? resume.error}
          explain={(problem) =>
            isProblem(problem, 'already_claimed') ? t.board.lost(problem.text('claimed_by_name') ?? '') : null
          }
        />
      </div>
      <div className="button-row">
        {open !== null && !mine && person.worksSessions && (
          <Button
            look="primary"
            isPending={claim.isPending}
            onPress={() => claim.start(open.id)}
            data-testid="session-claim"
          >
            {t.pilot.claim}
          </Button>
        )}
        {canWork && session.status === 'paused' && (
          <Button
            look="primary"
            isPending={resume.isPending}
            onPress={() => resume.start(session.state_version)}
          >
            {t.pilot.resume}
          </Button>
        )}
        {canWork && (session.status === 'active' || session.status === 'paused') && (
          <>
            <Button onPress={() => setDialog('park')} data-testid="session-park">
              {t.pilot.park}
            </Button>
            <Button look="danger" onPress={() => setDialog('escalate')} data-testid="session-escalate">
              {t.pilot.escalate}
            </Button>
          </>
        )}
      </div>
      {dialog !== null && (
        <HandoffDialog
          sessionId={session.id}
          intent={dialog}
          onClose={() => setDialog(null)}
          onDone={() => {
            void refresh();
            void navigate({ to: '/escalations' });
          }}
        />
      )}
    </div>
  );
}
