import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { l1, type EscalateRequest, type Walk } from '../../api/l1';
import { useAction } from '../../app/useAction';
import { useClearDrafts } from '../../app/useDraft';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea, TextInput } from '../../ui/Fields';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { EscalateDialog } from '../walk/EscalateDialog';
import { ActiveWalks } from './ActiveWalks';
import { MyEscalations } from './MyEscalations';
import { NearMissCard } from './NearMissCard';
import { OutOfScopeCard } from './OutOfScopeCard';
import { useIntake } from './useIntake';

export function IntakePage() {
  usePageTitle(t.intake.title);
  const { statement, customer, contact, answer, intake, submit, call, forget } = useIntake();
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

  const send = () => {
    setMissing(call.problem_statement === '');
    if (call.problem_statement === '') box.current?.focus();
    else submit();
  };

  return (
    <div className="intake">
      <div className="intake-main">
        <h1>{t.intake.title}</h1>
        <div className="intake-form">
          <TextArea
            label={t.intake.statement}
            hint={statement.restored ? t.common.draftRestored : t.intake.statementHint}
            value={statement.text}
            onChange={(text) => {
              setMissing(false);
              statement.change(text);
            }}
            onEnter={send}
            error={missing ? t.intake.statementMissing : null}
            inputRef={box}
            rows={3}
            maxLength={4000}
            testId="intake-statement"
            large
            autoFocus
          />
          <div className="field-row">
            <TextInput
              label={t.intake.customer}
              value={customer.text}
              onChange={customer.change}
              maxLength={200}
              testId="intake-customer"
            />
            <TextInput
              label={t.intake.contact}
              placeholder={t.intake.contactHint}
              value={contact.text}
              onChange={contact.change}
              maxLength={200}
              testId="intake-contact"
            />
          </div>
          <div className="button-row">
            <Button look="primary" onPress={send} isPending={intake.isPending} data-testid="intake-submit">
              {intake.isPending ? t.intake.searching : t.intake.submit}
            </Button>
          </div>
        </div>
        <ProblemNote error={intake.error} />
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
        <Panel title={t.intake.active.title}>
          <ActiveWalks />
        </Panel>
        <Panel title={t.intake.escalations.title}>
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
