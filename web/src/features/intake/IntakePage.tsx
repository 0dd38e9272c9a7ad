import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { l1, type EscalateRequest, type Walk } from '../../api/l1';
import { isProblem } from '../../api/problem';
import { useAction } from '../../app/useAction';
import { useClearDrafts } from '../../app/useDraft';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { EscalateDialog } from '../walk/EscalateDialog';
import { ActiveWalks } from './ActiveWalks';
import { CallForm } from './CallForm';
import { MyEscalations } from './MyEscalations';
import { NearMissCard } from './NearMissCard';
import { OutOfScopeCard } from './OutOfScopeCard';
import { useIntake } from './useIntake';

export function IntakePage() {
  usePageTitle(t.intake.title);
  const handle = useIntake();
  const { answer, intake, submit, call, forget } = handle;
  const navigate = useNavigate();
  const clearDrafts = useClearDrafts();
  const box = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  const [escalating, setEscalating] = useState(false);

  const escalate = useAction<EscalateRequest, Walk>({
    intent: 'intake.escalate',
    run: (api, request, key) =>
      l1.escalateWithoutWalk(
        api,
        {
          ...call,
          ...request,
          ...(answer === null ? {} : { follows_intake_id: answer.intake_id }),
        },
        { key },
      ),
    onSuccess: (walk) => {
      forget();
      clearDrafts('escalate.intake');
      void navigate({ to: '/l1/walk/$id', params: { id: walk.id } });
    },
  });

  const needStatement = (next: () => void) => {
    setMissing(call.problem_statement === '');
    if (call.problem_statement === '') box.current?.focus();
    else next();
  };

  return (
    <div className="intake">
      <div className="intake-main">
        <h1>{t.intake.title}</h1>
        <CallForm
          handle={handle}
          box={box}
          isMissing={missing}
          onTyped={() => setMissing(false)}
          onSend={() => needStatement(() => submit())}
          onNotesOnly={() => needStatement(() => submit({ kind: 'adhoc' }))}
          onEscalate={() => needStatement(() => setEscalating(true))}
          onClear={() => {
            setMissing(false);
            handle.clear();
            box.current?.focus();
          }}
        />
        <IntakeProblem error={intake.error} />
        <div aria-live="polite">
          {answer?.outcome === 'suggest' && (
            <NearMissCard answer={answer} isPending={intake.isPending} onFollow={submit} />
          )}
          {answer?.outcome === 'out_of_scope' && (
            <OutOfScopeCard
              answer={answer}
              isPending={intake.isPending}
              onFollow={submit}
              onEscalate={() => setEscalating(true)}
            />
          )}
        </div>
      </div>
      <div className="intake-side">
        <Panel title={t.intake.active.title} testId="active-walks">
          <ActiveWalks />
        </Panel>
        <Panel
          title={t.intake.escalations.title}
          actions={<Link to="/l1/escalations">{t.intake.escalations.all}</Link>}
        >
          <MyEscalations />
        </Panel>
      </div>
      {escalating && (
        <EscalateDialog
          draftName="intake"
          initial={{ reason_category: 'no_matching_flow' }}
          isPending={escalate.isPending}
          error={escalate.error}
          onSubmit={(request) => escalate.start(request)}
          onClose={() => setEscalating(false)}
        />
      )}
    </div>
  );
}

/** A ticket somebody already walks leads to that walk. */
function IntakeProblem({ error }: { error: Error | null }) {
  const walkId = isProblem(error, 'ticket_in_progress') ? error.text('session_id') : null;
  return (
    <ProblemNote
      error={error}
      actions={
        walkId === null ? undefined : (
          <Link to="/l1/walk/$id" params={{ id: walkId }} className="button button-plain button-small">
            {t.intake.openWalk}
          </Link>
        )
      }
    />
  );
}
