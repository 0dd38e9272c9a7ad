import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '../../../api/problem';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { MenuButton } from '../../../ui/MenuButton';
import { ProblemNote } from '../../../ui/ProblemNote';
import { HandoffDialog } from '../HandoffDialog';
import { isClosed, type PanelProps } from '../useSession';
import { AbandonDialog } from './AbandonDialog';
import { DeleteDialog } from './DeleteDialog';
import { HeadFacts } from './HeadFacts';
import { PickupDialog } from './PickupDialog';
import { useHeadActions } from './useHeadActions';

type Open = 'escalate' | 'park' | 'abandon' | 'delete' | 'pickup' | null;

interface SessionHeadProps extends PanelProps {
  onStatusUpdate: () => void;
  onFork: () => void;
}

const words = t.pilot;

/** Title, state and people; claiming when it waits, handing on when it is mine, and what is seldom done behind one button. */
export function SessionHead({ session, canWork, refresh, onStatusUpdate, onFork }: SessionHeadProps) {
  const { person } = useServices();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>(null);
  const { claim, pause, resume, takeBack } = useHeadActions(session, refresh);
  const close = () => setOpen(null);
  const mine = session.handler_id === person.id;
  const owned = session.owner_id === person.id;
  const handoff = session.open_handoff;
  const claimable = handoff !== null && !mine && person.worksSessions;
  const working = canWork && (session.status === 'active' || session.status === 'paused');
  const claimed = session.handler_id !== session.owner_id || session.origin === 'l1_walk';
  const entry = (id: string, label: string, onAction: () => void) => ({ id, label, onAction });

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
          <HeadFacts session={session} />
        </p>
        {session.problem_summary !== null && session.problem_summary !== session.title && (
          <p>{session.problem_summary}</p>
        )}
        {!session.can_write && !isClosed(session) && (
          <p className="muted">{handoff === null ? words.readOnly(session.handler_name) : words.waits}</p>
        )}
        {isClosed(session) && <p className="muted">{words.closed}</p>}
        <ProblemNote
          error={claim.error ?? pause.error ?? resume.error ?? takeBack.error}
          explain={(problem) =>
            isProblem(problem, 'already_claimed') ? t.board.lost(problem.text('claimed_by_name') ?? '') : null
          }
        />
      </div>
      <div className="button-row">
        {claimable && (
          <>
            <Button
              look="primary"
              isPending={claim.isPending}
              onPress={() => claim.start(handoff.id)}
              data-testid="session-claim"
            >
              {words.claim}
            </Button>
            <Button onPress={() => setOpen('pickup')} data-testid="session-pickup">
              {words.head.pickup}
            </Button>
          </>
        )}
        {handoff !== null && mine && session.status !== 'paused' && (
          <Button
            isPending={takeBack.isPending}
            onPress={() => takeBack.start(handoff.id)}
            data-testid="session-take-back"
          >
            {words.head.takeBack}
          </Button>
        )}
        {canWork && session.status === 'paused' && (
          <Button
            look="primary"
            isPending={resume.isPending}
            onPress={() => resume.start(session.state_version)}
            data-testid="session-resume"
          >
            {words.resume}
          </Button>
        )}
        {working && (
          <>
            {session.status === 'active' && (
              <Button
                isPending={pause.isPending}
                onPress={() => pause.start(session.state_version)}
                data-testid="session-pause"
              >
                {words.head.pause}
              </Button>
            )}
            <Button onPress={() => setOpen('park')} data-testid="session-park">
              {words.park}
            </Button>
            <Button look="danger" onPress={() => setOpen('escalate')} data-testid="session-escalate">
              {words.escalate}
            </Button>
          </>
        )}
        <MenuButton
          label={words.head.moreOf}
          testId="session-menu"
          entries={[
            ...(mine || owned
              ? [
                  entry('update', words.update.title, onStatusUpdate),
                  entry('documentation', words.documentation.title, () => {
                    void navigate({ to: '/pilot/$id/documentation', params: { id: session.id } });
                  }),
                ]
              : []),
            ...(canWork && !session.is_branching ? [entry('fork', words.branches.forkHere, onFork)] : []),
            ...(canWork && handoff === null && claimed
              ? [entry('briefing', words.head.briefing, () => setOpen('pickup'))]
              : []),
            ...(working ? [entry('abandon', words.head.abandon, () => setOpen('abandon'))] : []),
            ...(owned && handoff === null
              ? [entry('delete', words.head.remove, () => setOpen('delete'))]
              : []),
          ]}
        >
          {words.head.more}
        </MenuButton>
      </div>
      {(open === 'escalate' || open === 'park') && (
        <HandoffDialog
          sessionId={session.id}
          intent={open}
          onClose={close}
          onDone={() => {
            void refresh();
            void navigate({ to: '/escalations' });
          }}
        />
      )}
      {open === 'pickup' && <PickupDialog session={session} onClose={close} onDone={refresh} />}
      {open === 'abandon' && <AbandonDialog session={session} onClose={close} onDone={refresh} />}
      {open === 'delete' && <DeleteDialog session={session} onClose={close} />}
    </div>
  );
}
