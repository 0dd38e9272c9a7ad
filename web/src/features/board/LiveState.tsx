import type { StreamState } from '../../api/sse';
import { t } from '../../messages';

export function LiveState({ state }: { state: StreamState }) {
  return (
    <span className={`live live-${state}`} role="status" data-testid="board-live-state" data-state={state}>
      <span className="live-dot" aria-hidden="true" />
      {t.board.live[state]}
    </span>
  );
}
