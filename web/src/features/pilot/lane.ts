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

/**
 * Saves one answer. The assistant writes to the lane too: when it was faster, the answer is put onto its lane and
 * sent again, so that neither side's items are lost (KD-19).
 */
export async function saveResponse(
  api: ApiClient,
  sessionId: string,
  lane: TaskLane,
  itemId: string,
  response: LaneResponse,
): Promise<void> {
  let current = lane;
  for (let attempt = 1; ; attempt++) {
    try {
      await sessions.saveLane(api, sessionId, withResponse(current, itemId, response));
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
