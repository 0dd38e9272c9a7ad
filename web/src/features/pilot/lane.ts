import type { ApiClient } from '../../api/client';
import { isProblem } from '../../api/problem';
import { sessions, type LaneResponse, type TaskLane } from '../../api/sessions';

const MOST_TRIES = 3;

/** Items whose answer is noted but not sent yet; they go along with the next message. */
export function readyItems(lane: TaskLane | null): string[] {
  if (lane === null) return [];
  const items = [...lane.questions, ...lane.actions].map((item) => item.id);
  return items.filter((id) => lane.responses[id]?.state === 'draft');
}

export function withResponse(lane: TaskLane, itemId: string, response: LaneResponse): TaskLane {
  return { ...lane, responses: { ...lane.responses, [itemId]: response } };
}

/** An item of the engineer's own; it gets its id from the server. */
export function withOwnItem(lane: TaskLane, kind: 'question' | 'action', text: string): TaskLane {
  const fresh = { id: '', state: 'open' };
  return kind === 'question'
    ? { ...lane, questions: [...lane.questions, { ...fresh, text, context: null, options: [] }] }
    : { ...lane, actions: [...lane.actions, { ...fresh, label: text, command: null, description: null }] };
}

export function withoutItem(lane: TaskLane, itemId: string): TaskLane {
  const others = ({ id }: { id: string }) => id !== itemId;
  return {
    ...lane,
    questions: lane.questions.filter(others),
    actions: lane.actions.filter(others),
    responses: Object.fromEntries(Object.entries(lane.responses).filter(([id]) => id !== itemId)),
  };
}

/**
 * Saves one change. The assistant writes to the lane too: when it was faster, the change is made to its lane and sent
 * again, so that neither side's items are lost (KD-19).
 */
export async function saveLane(
  api: ApiClient,
  sessionId: string,
  lane: TaskLane,
  change: (lane: TaskLane) => TaskLane,
): Promise<void> {
  let current = lane;
  for (let attempt = 1; ; attempt++) {
    try {
      await sessions.saveLane(api, sessionId, change(current));
      return;
    } catch (error) {
      if (!isProblem(error, 'version_conflict') || attempt === MOST_TRIES) throw error;
      const theirs = error.members['current'];
      if (!isLane(theirs)) throw error;
      current = theirs;
    }
  }
}

function isLane(value: unknown): value is TaskLane {
  return typeof value === 'object' && value !== null && 'version' in value && 'responses' in value;
}
