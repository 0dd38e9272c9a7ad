import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { isProblem } from '../../api/problem';
import { sessions, type RespondRequest, type SessionStep } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { CopyCode } from '../../ui/CopyCode';
import { TextArea } from '../../ui/Fields';
import { Markdown } from '../../ui/Markdown';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { isTyping } from '../walk/useWalkKeys';
import type { PanelProps } from './useSession';

/** Guided work: the one step of the moment with its answers, by mouse, by digit or in own words. */
export function GuidedPanel({
  session,
  canWork,
  refresh,
  refreshQuota,
}: PanelProps & { refreshQuota: () => Promise<void> }) {
  const steps = session.steps ?? [];
  const pending = steps.findLast((step) => step.state === 'pending') ?? null;
  const answered = steps.findLast((step) => step.state === 'answered' || step.state === 'skipped') ?? null;
  const draft = useDraft(`respond.${session.id}`);
  const heading = useRef<HTMLDivElement>(null);
  const respond = useAction<RespondRequest, unknown>({
    intent: (body) => `session.${session.id}.respond.${body.step_id}`,
    run: (api, body, key) => sessions.respond(api, session.id, body, { key }),
    onSuccess: async () => {
      draft.clear();
      await Promise.all([refresh(), refreshQuota()]);
      heading.current?.focus({ preventScroll: true });
    },
    // another window may have answered; the answer itself is stored even when the model failed
    onError: refresh,
  });

  const writable = canWork && session.status === 'active';
  const busy = respond.isPending || session.pending_turn !== null;
  const answer = (body: Omit<RespondRequest, 'step_id'>) => {
    if (pending === null || busy) return;
    respond.start({ step_id: pending.step_id, ...body });
  };
  const choose = (index: number) => {
    const option = pending?.options?.[index];
    if (option === undefined) return;
    const words = draft.text.trim();
    answer({ selected_option: option.value, ...(words === '' ? {} : { free_text: words }) });
  };
  useDigits(writable && pending !== null, choose);

  if (pending === null && (answered === null || !writable)) return null;
  return (
    <Panel title={t.pilot.guided.title} testId="session-guided">
      <div aria-live="polite" aria-busy={busy}>
        {pending !== null && <StepText step={pending} headingRef={heading} />}
        {busy && (
          <p className="muted" role="status">
            {t.pilot.guided.thinking}
          </p>
        )}
        {pending === null && !busy && <p className="muted">{t.pilot.guided.waiting}</p>}
      </div>
      {writable && pending !== null && (
        <>
          <div className="options" role="group" aria-label={t.pilot.guided.answers}>
            {(pending.options ?? []).map((option, index) => (
              <Button
                key={`${pending.step_id} ${option.value}`}
                isDisabled={busy}
                onPress={() => choose(index)}
                data-testid={`guided-option-${index + 1}`}
                data-value={option.value}
              >
                <kbd className="option-key">{index + 1}</kbd>
                <span>{option.label}</span>
              </Button>
            ))}
          </div>
          {pending.allow_free_text === true && (
            <div className="composer">
              <TextArea
                label={t.pilot.guided.own}
                hint={draft.restored ? t.common.draftRestored : t.pilot.guided.ownHint}
                value={draft.text}
                onChange={draft.change}
                onEnter={() => draft.text.trim() !== '' && answer({ free_text: draft.text.trim() })}
                rows={2}
                maxLength={8000}
                testId="guided-text"
              />
              <div className="button-row">
                <Button
                  look="primary"
                  isDisabled={busy || draft.text.trim() === ''}
                  onPress={() => answer({ free_text: draft.text.trim() })}
                  data-testid="guided-send"
                >
                  {t.pilot.guided.send}
                </Button>
              </div>
            </div>
          )}
          {pending.allow_skip === true && (
            <Button
              look="quiet"
              size="small"
              isDisabled={busy}
              onPress={() => answer({ skip: true })}
              data-testid="guided-skip"
            >
              {t.pilot.guided.skip}
            </Button>
          )}
        </>
      )}
      <ProblemNote error={respond.error} />
      {writable && pending === null && answered !== null && !busy && (
        <div className="button-row">
          <Button look="primary" onPress={() => respond.start(again(answered))} data-testid="guided-again">
            {t.pilot.guided.again}
          </Button>
          {isProblem(respond.error) && (
            <Button
              onPress={() => respond.start({ ...again(answered), allow_offline: true })}
              data-testid="guided-offline"
            >
              {t.pilot.guided.offline}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

function StepText({ step, headingRef }: { step: SessionStep; headingRef: RefObject<HTMLDivElement | null> }) {
  const content = step.content ?? {};
  const source = step.answer_source;
  return (
    <>
      <p className="node-step">
        {t.pilot.guided.step(step.step_order)}
        <Badge text={t.pilot.guided.kind[step.step_type] ?? step.step_type} tone="neutral" />
        {source !== null && source !== undefined && source !== 'model' && (
          <Badge text={t.domain.answerSource[source]} tone="info" />
        )}
      </p>
      {step.context_message !== null && step.context_message !== undefined && (
        <p className="muted">{step.context_message}</p>
      )}
      <div
        className="guided-question"
        role="heading"
        aria-level={3}
        tabIndex={-1}
        ref={headingRef}
        data-testid="guided-question"
      >
        <Markdown text={content.text ?? ''} />
      </div>
      {typeof content.command === 'string' && content.command !== '' && <CopyCode code={content.command} />}
      {typeof content.expected_outcome === 'string' && content.expected_outcome !== '' && (
        <p>
          <strong>{t.pilot.guided.expected}:</strong> {content.expected_outcome}
        </p>
      )}
    </>
  );
}

/** The stored answer once more: the server keeps it and only makes the step that is missing. */
function again(step: SessionStep): RespondRequest {
  const { selected_option, free_text } = step.response ?? {};
  if (step.state === 'skipped') return { step_id: step.step_id, skip: true };
  return {
    step_id: step.step_id,
    ...(selected_option ? { selected_option } : {}),
    ...(free_text ? { free_text } : {}),
  };
}

function useDigits(enabled: boolean, choose: (index: number) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    event.preventDefault();
    choose(Number(event.key) - 1);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}
