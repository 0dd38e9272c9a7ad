import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { timeOfDay } from '../../ui/format';
import type { Live } from './useLiveStream';

/** Says plainly whether the list is up to date; if not, since when it may be behind, and offers to try at once. */
export function LiveState({ live }: { live: Live & { connectNow: () => void } }) {
  const { state, behindSince } = live;
  const words = t.board.live;
  const since = behindSince === null ? null : timeOfDay(new Date(behindSince).toISOString());
  return (
    <>
      <span className={`live live-${state}`} role="status" data-testid="board-live-state" data-state={state}>
        <span className="live-dot" aria-hidden="true" />
        {words[state]}
        {since !== null && state !== 'live' && ` ${t.board.behindSince(since)}`}
      </span>
      {(state === 'reconnecting' || state === 'stopped') && (
        <Button size="small" onPress={live.connectNow} data-testid="board-connect-now">
          {state === 'stopped' ? t.board.startAgain : t.board.connectNow}
        </Button>
      )}
    </>
  );
}
