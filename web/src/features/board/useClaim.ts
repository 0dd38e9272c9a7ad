import { useNavigate } from '@tanstack/react-router';
import { handoffs, type Handoff, type QueueItem } from '../../api/handoffs';
import { isProblem } from '../../api/problem';
import { useAction } from '../../app/useAction';
import type { Gone } from './boardModel';

/** Takes a hand-off. The winner goes to the session; the loser is told who was faster. */
export function useClaim(item: QueueItem, onGone: (handoffId: string, gone: Gone) => void) {
  const navigate = useNavigate();
  return useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.claim`,
    run: (api, handoffId, key) => handoffs.claim(api, item.source_id, handoffId, { key }),
    onSuccess: (handoff) => {
      const sessionId = handoff.session_id ?? item.session_id;
      if (sessionId !== null) void navigate({ to: '/pilot/$id', params: { id: sessionId } });
    },
    onError: (error, handoffId) => {
      if (isProblem(error, 'already_claimed')) {
        onGone(handoffId, {
          kind: 'claimed',
          byId: error.text('claimed_by_id'),
          byName: error.text('claimed_by_name'),
          sessionId: null,
        });
      } else if (isProblem(error, 'handoff_closed', 'not_found')) {
        onGone(handoffId, { kind: 'left' });
      }
    },
  });
}
