import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { LaneAction, LaneQuestion, LaneResponse, TaskLane } from '../../api/sessions';
import { useServices } from '../../app/services';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/Fields';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { Segmented } from '../../ui/Segmented';
import { ActionCard, QuestionCard } from './LaneCards';
import { saveLane, withOwnItem, withoutItem, withResponse } from './lane';
import type { PanelProps } from './useSession';

type Kind = 'question' | 'action';
type Change = (lane: TaskLane) => TaskLane;

const words = t.pilot.lane;
const HIDDEN = ['retired', 'removed'];
const EMPTY: TaskLane = { version: 0, questions: [], actions: [], responses: {} };

/** Open questions and checks, as cards that take an answer; the engineer adds and removes what they like. */
export function LanePanel({ session, canWork, refresh }: PanelProps) {
  const { api } = useServices();
  const lane = session.pending_task_lane ?? EMPTY;
  const save = useMutation({
    mutationFn: (change: Change) => saveLane(api, session.id, lane, change),
    onSettled: refresh,
  });
  const isVisible = (item: LaneQuestion | LaneAction) => !HIDDEN.includes(item.state);
  const questions = lane.questions.filter(isVisible);
  const actions = lane.actions.filter(isVisible);
  const propsOf = (itemId: string) => ({
    response: lane.responses[itemId] ?? null,
    isDisabled: save.isPending,
    isReadOnly: !canWork,
    onAnswer: (response: LaneResponse) => save.mutate((now) => withResponse(now, itemId, response)),
    onRemove: () => save.mutate((now) => withoutItem(now, itemId)),
  });
  return (
    <Panel title={words.title} testId="session-lane">
      <ProblemNote error={save.error} />
      {questions.length + actions.length === 0 && <p className="muted">{words.empty}</p>}
      {questions.length > 0 && <h3>{words.questions}</h3>}
      {questions.map((item) => (
        <QuestionCard key={item.id} item={item} {...propsOf(item.id)} />
      ))}
      {actions.length > 0 && <h3>{words.actions}</h3>}
      {actions.map((item) => (
        <ActionCard key={item.id} item={item} {...propsOf(item.id)} />
      ))}
      {canWork && (
        <OwnItem
          sessionId={session.id}
          isPending={save.isPending}
          onAdd={(kind, text) => save.mutateAsync((now) => withOwnItem(now, kind, text))}
        />
      )}
    </Panel>
  );
}

interface OwnItemProps {
  sessionId: string;
  isPending: boolean;
  onAdd: (kind: Kind, text: string) => Promise<void>;
}

function OwnItem({ sessionId, isPending, onAdd }: OwnItemProps) {
  const draft = useDraft(`lane.${sessionId}`);
  const [kind, setKind] = useState<Kind>('action');
  const submit = () => {
    const text = draft.text.trim();
    // what was refused is shown above and stays in the box
    if (text !== '') onAdd(kind, text).then(draft.clear, () => undefined);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="inline-form">
        <TextInput
          label={words.own}
          value={draft.text}
          onChange={draft.change}
          maxLength={kind === 'question' ? 1000 : 300}
          testId="lane-own"
        />
        <Button type="submit" size="small" isPending={isPending} data-testid="lane-add">
          {t.common.add}
        </Button>
      </div>
      <Segmented
        label={words.ownKind}
        value={kind}
        options={[
          { value: 'action', label: words.ownKinds.action },
          { value: 'question', label: words.ownKinds.question },
        ]}
        onChange={setKind}
      />
    </form>
  );
}
