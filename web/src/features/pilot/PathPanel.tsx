import type { SessionDetail, SessionStep } from '../../api/sessions';
import { t } from '../../messages';
import { MenuButton } from '../../ui/MenuButton';
import { Briefing } from './guided/StepText';

interface PathPanelProps {
  session: SessionDetail;
  /** Opens the fork dialog about a step; null where nobody may fork. */
  onFork: ((about: string) => void) | null;
}

/** Steps walked before: the L1 walk that this session continues, or its own guided steps. */
export function PathPanel({ session, onFork }: PathPanelProps) {
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
            <div className="transcript-step">
              <div>
                <span className="transcript-question">{textOf(step)}</span>
                {step.step_type === 'briefing' ? (
                  <Briefing content={step.content ?? {}} />
                ) : (
                  <span className="transcript-answer">{answerOf(step) ?? t.pilot.path.open}</span>
                )}
              </div>
              {onFork !== null && (
                <MenuButton
                  look="quiet"
                  size="small"
                  label={t.pilot.chat.more}
                  testId="step-menu"
                  entries={[
                    {
                      id: 'fork',
                      label: t.pilot.branches.forkHere,
                      onAction: () => onFork([textOf(step), answerOf(step)].filter(Boolean).join(' → ')),
                    },
                  ]}
                >
                  {'⋯'}
                </MenuButton>
              )}
            </div>
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
  if (step.state === 'skipped') return t.pilot.lane.skipped;
  const response = step.response;
  if (response === null) return null;
  const parts = [response.selected_label ?? response.selected_option, response.free_text];
  const given = parts.filter((part): part is string => part !== null && part !== undefined && part !== '');
  return given.length === 0 ? null : given.join(' · ');
}
