import { handoffs, type Handoff } from '../../../api/handoffs';
import { sessions, type SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';

/** The transitions that need no question. Versions in the input make each press an intent of its own. */
export function useHeadActions(session: SessionDetail, refresh: () => Promise<void>) {
  const claim = useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.claim`,
    run: (api, handoffId, key) => handoffs.claim(api, session.id, handoffId, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const takeBack = useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.cancel`,
    run: (api, handoffId, key) => handoffs.cancel(api, session.id, handoffId, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const pause = useAction<number, undefined>({
    intent: `session.${session.id}.pause`,
    run: (api, _, key) => sessions.pause(api, session.id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const resume = useAction<number, undefined>({
    intent: `session.${session.id}.resume`,
    run: (api, _, key) => sessions.resume(api, session.id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  return { claim, takeBack, pause, resume };
}
