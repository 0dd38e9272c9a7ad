import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { useNow } from '../../ui/useNow';
import { BoardRow } from './BoardRow';
import { LiveState } from './LiveState';
import { MySessions } from './MySessions';
import { useBoard } from './useBoard';

const CLOCK_MS = 15_000;

/** Who waits for an engineer, live, and the one button that matters. */
export function BoardPage() {
  const { board, live, queue, hold, clear, gone } = useBoard();
  const now = useNow(CLOCK_MS);
  const open = board.rows.filter((row) => row.gone === null).length;
  const taken = board.rows.length - open;
  usePageTitle(t.board.title, open);
  const announced = board.announced;

  return (
    <div className="board">
      <div className="board-main">
        <div className="board-head">
          <h1>{t.board.title}</h1>
          <span className="muted" data-testid="board-count">
            {t.board.count(open)}
          </span>
          <LiveState state={live.state} />
          <span className="spacer" />
          {taken > 0 && (
            <Button size="small" onPress={clear}>
              {t.board.clearGone(taken)}
            </Button>
          )}
          {live.state === 'stopped' && (
            <Button size="small" onPress={() => window.location.reload()}>
              {t.board.refresh}
            </Button>
          )}
        </div>
        <ProblemNote error={live.problem} />
        <p className="visually-hidden" aria-live="polite" data-testid="board-announcement">
          {announced === null
            ? ''
            : t.board.arrived(announced.title ?? t.board.untitled, t.domain.priority[announced.priority])}
        </p>
        <Loading query={queue}>
          {board.rows.length === 0 && <p className="board-empty">{t.board.empty}</p>}
          <ul
            className="board-list"
            aria-label={t.board.list}
            onPointerEnter={() => hold(true)}
            onPointerLeave={() => hold(false)}
            onFocus={() => hold(true)}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) hold(false);
            }}
          >
            {board.rows.map((row) => (
              <BoardRow key={row.item.handoff_id} row={row} now={now} onGone={gone} />
            ))}
          </ul>
        </Loading>
      </div>
      <aside className="board-side">
        <Panel title={t.board.mine.title}>
          <MySessions />
        </Panel>
      </aside>
    </div>
  );
}
