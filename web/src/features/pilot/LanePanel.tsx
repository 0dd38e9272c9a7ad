import { useMutation } from '@tanstack/react-query';
import type { LaneAction, LaneQuestion, LaneResponse, TaskLane } from '../../api/sessions';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { ActionCard, QuestionCard } from './LaneCards';
import { saveResponse } from './lane';
import type { PanelProps } from './useSession';

const HIDDEN = ['retired', 'removed'];
const EMPTY: TaskLane = { version: 0, questions: [], actions: [], responses: {} };

/** Open questions and checks, as cards that take an answer. */
export function LanePanel({ session, canWork, refresh }: PanelProps) {
  const { api } = useServices();
  const lane = session.pending_task_lane ?? EMPTY;
  const save = useMutation({
    mutationFn: ({ itemId, response }: { itemId: string; response: LaneResponse }) =>
      saveResponse(api, session.id, lane, itemId, response),
    onSettled: refresh,
  });
  const isVisible = (item: LaneQuestion | LaneAction) => !HIDDEN.includes(item.state);
  const questions = lane.questions.filter(isVisible);
  const actions = lane.actions.filter(isVisible);
  const propsOf = (itemId: string) => ({
    response: lane.responses[itemId] ?? null,
    isDisabled: save.isPending,
    isReadOnly: !canWork,
    onAnswer: (response: LaneResponse) => save.mutate({ itemId, response }),
  });
  return (
    <Panel title={t.pilot.lane.title} testId="session-lane">
      <ProblemNote error={save.error} />
      {questions.length + actions.length === 0 && <p className="muted">{t.pilot.lane.empty}</p>}
      {questions.length > 0 && <h3>{t.pilot.lane.questions}</h3>}
      {questions.map((item) => (
        <QuestionCard key={item.id} item={item} {...propsOf(item.id)} />
      ))}
      {actions.length > 0 && <h3>{t.pilot.lane.actions}</h3>}
      {actions.map((item) => (
        <ActionCard key={item.id} item={item} {...propsOf(item.id)} />
      ))}
    </Panel>
  );
}
