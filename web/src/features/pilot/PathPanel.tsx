import type { SessionDetail, SessionStep } from '../../api/sessions';
import { t } from '../../messages';

/** Steps walked before: the L1 walk that this session continues, or its own guided steps. */
export function PathPanel({ session }: { session: SessionDetail }) {
  const steps = (session.steps ?? []).filter(
    (step) => !['held', 'superseded', 'pending'].includes(step.state) && textOf(step) !== '',
  );
  if (steps.length === 0) return null;
  return (
    <details className="panel path" open data-testid="session-path">
      <summary className="panel-title">{t.pilot.path.title(steps.length)}</summary>
      <ol className="transcript">
        {steps.map((step) => (
          <li key={step.step_id}>
            <span className="transcript-question">{textOf(step)}</span>
            <span className="transcript-answer">{answerOf(step) ?? t.pilot.path.open}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function textOf(step: SessionStep): string {
  return step.content?.text ?? '';
}

function answerOf(step: SessionStep): string | null {
  const response = step.response;
  if (response === null) return null;
  const parts = [response.selected_label ?? response.selected_option, response.free_text];
  const given = parts.filter((part): part is string => part !== null && part !== undefined && part !== '');
  return given.length === 0 ? null : given.join(' · ');
}
