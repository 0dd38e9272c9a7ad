import type { RefObject } from 'react';
import type { SessionStep } from '../../../api/sessions';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { CopyCode } from '../../../ui/CopyCode';
import { Markdown } from '../../../ui/Markdown';

const words = t.pilot.guided;

interface StepTextProps {
  step: SessionStep;
  headingRef: RefObject<HTMLDivElement | null>;
}

/** What a step asks or advises, with how sure it was at that time and who wrote it. */
export function StepText({ step, headingRef }: StepTextProps) {
  const content = step.content ?? {};
  const source = step.answer_source;
  return (
    <>
      <p className="node-step">
        {words.step(step.step_order)}
        <Badge text={words.kind[step.step_type] ?? step.step_type} tone="neutral" />
        {step.confidence_tier != null && (
          <Badge
            text={t.sessions.tier[step.confidence_tier]}
            tone={step.confidence_tier === 'guided' ? 'good' : 'neutral'}
            testId="guided-tier"
          />
        )}
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
      <Part title={words.expected} text={content.expected_outcome} />
      <Part title={words.because} text={content.fork_reason} />
      <Part title={words.resolution} text={content.resolution_summary} />
      <List title={words.afterwards} items={content.follow_up_recommendations} />
      {step.step_type === 'briefing' && <Briefing content={content} />}
    </>
  );
}

/** The hand-over as a step: what is known and tried, and what comes next. */
export function Briefing({ content }: { content: NonNullable<SessionStep['content']> }) {
  return (
    <div className="stack" data-testid="briefing">
      <List title={words.known} items={content['what_we_know']} />
      <List title={words.tried} items={content['tried']} />
      <Part title={words.hypothesis} text={content['current_hypothesis']} />
      <List title={words.next} items={content['suggested_steps']} />
      <Part title={words.notes} text={content['engineer_notes']} />
    </div>
  );
}

function Part({ title, text }: { title: string; text: unknown }) {
  if (typeof text !== 'string' || text === '') return null;
  return (
    <p>
      <strong>{title}:</strong> {text}
    </p>
  );
}

function List({ title, items }: { title: string; items: unknown }) {
  const texts = Array.isArray(items) ? items.filter((item): item is string => typeof item === 'string') : [];
  if (texts.length === 0) return null;
  return (
    <div>
      <strong>{title}</strong>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
