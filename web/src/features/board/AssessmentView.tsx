import { useQueryClient } from '@tanstack/react-query';
import { handoffs, type AssessmentState, type Handoff, type QueueItem } from '../../api/handoffs';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { percent } from '../../ui/format';
import { Markdown } from '../../ui/Markdown';
import { ProblemNote } from '../../ui/ProblemNote';
import { boardKeys } from './boardKeys';

const ASKABLE = ['ready', 'failed', 'skipped'];

/** The AI assessment of a hand-off, or plainly why there is none yet (contract-handoffs §9). */
export function AssessmentView({ handoff, item }: { handoff: Handoff; item: QueueItem }) {
  const client = useQueryClient();
  const words = t.board.assessment;
  const ask = useAction<string, Handoff>({
    intent: `handoff.${item.handoff_id}.assess`,
    run: (api, _, key) => handoffs.assess(api, item.source_id, item.handoff_id, { key }),
    onSuccess: (fresh) => {
      client.setQueryData<Handoff>(boardKeys.briefing(item.handoff_id), (known) =>
        known === undefined
          ? known
          : { ...known, assessment_state: fresh.assessment_state, assessment_error: null },
      );
    },
    onError: () => client.invalidateQueries({ queryKey: boardKeys.briefing(item.handoff_id) }),
  });
  const state = (handoff.assessment_state ?? 'not_wanted') as AssessmentState;
  const data = handoff.ai_assessment_data ?? null;
  if (state === 'not_wanted') return null;
  const error = handoff.assessment_error ?? null;
  return (
    <section className="assessment" data-testid="board-assessment" data-state={state}>
      <div className="panel-head">
        <h3>{words.title}</h3>
        {ASKABLE.includes(state) && (
          <Button
            size="small"
            look="quiet"
            isPending={ask.isPending}
            onPress={() => ask.start(`${state} ${handoff.ai_assessment ?? ''}`)}
            data-testid="board-assess"
          >
            {state === 'ready' ? words.again : words.ask}
          </Button>
        )}
      </div>
      {state !== 'ready' && (
        <p className="muted" role="status">
          {words.states[state]}
          {state !== 'pending' && state !== 'running' && error !== null && ` ${words.errors[error] ?? ''}`}
        </p>
      )}
      <ProblemNote error={ask.error} />
      {data !== null && (
        <>
          <p className="assessment-labels">
            {data.answer_source != null && (
              <Badge text={t.domain.answerSource[data.answer_source]} tone="info" />
            )}
            {data.confidence !== null && <Badge text={words.confidence(percent(data.confidence))} />}
          </p>
          <Markdown text={data.summary_prose} />
          <Points title={words.known} points={data.what_we_know ?? []} />
          {data.likely_cause !== null && data.likely_cause !== '' && (
            <p>
              <b>{words.cause}</b> {data.likely_cause}
            </p>
          )}
          <Points title={words.steps} points={data.suggested_steps ?? []} ordered />
        </>
      )}
      {data === null && handoff.ai_assessment !== null && <Markdown text={handoff.ai_assessment} />}
    </section>
  );
}

function Points({ title, points, ordered = false }: { title: string; points: string[]; ordered?: boolean }) {
  if (points.length === 0) return null;
  const items = points.map((point, at) => <li key={at}>{point}</li>);
  return (
    <div>
      <b>{title}</b>
      {ordered ? <ol>{items}</ol> : <ul>{items}</ul>}
    </div>
  );
}
