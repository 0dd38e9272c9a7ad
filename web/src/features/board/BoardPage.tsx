import { useState } from 'react';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { Segmented } from '../../ui/Segmented';
import { useNow } from '../../ui/useNow';
import { LiveState } from './LiveState';
import { MySessions } from './MySessions';
import { OtherList, type OtherView } from './OtherList';
import { useBoard } from './useBoard';
import { WaitingList } from './WaitingList';

const CLOCK_MS = 15_000;
const VIEWS = ['waiting', 'taken', 'own', 'parked'] as const;
type View = 'waiting' | OtherView;

/** Who waits for an engineer, live, and the one button that matters. */
export function BoardPage() {
  const handle = useBoard();
  const { board, live, queue } = handle;
  const now = useNow(CLOCK_MS);
  const [view, setView] = useState<View>('waiting');
  const open = board.rows.filter((row) => row.gone === null).length;
  const unread = board.rows.filter((row) => row.unread && row.gone === null).length;
  const taken = board.rows.length - open;
  usePageTitle(unread === 0 ? t.board.title : t.board.titleUnread(unread), open);
  const announced = board.announced;

  return (
    <div className="board">
      <div className="board-main">
        <div className="board-head">
          <h1>{t.board.title}</h1>
          <span className="muted" data-testid="board-count">
            {t.board.count(open)}
          </span>
          <LiveState live={live} />
          <span className="spacer" />
          {unread > 0 && (
            <Button size="small" onPress={() => handle.see()} data-testid="board-seen">
              {t.board.unread(unread)}
            </Button>
          )}
          {taken > 0 && (
            <Button size="small" onPress={handle.clear}>
              {t.board.clearGone(taken)}
            </Button>
          )}
        </div>
        <Segmented
          label={t.board.views.label}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t.board.views[value] }))}
          onChange={setView}
          testId="board-view"
        />
        <ProblemNote error={live.problem} />
        <p className="visually-hidden" aria-live="polite" data-testid="board-announcement">
          {announced === null
            ? ''
            : t.board.arrived(announced.title ?? t.board.untitled, t.domain.priority[announced.priority])}
        </p>
        {view === 'waiting' ? (
          <Loading query={queue}>
            <WaitingList handle={handle} now={now} />
            {queue.data !== undefined && queue.data.open > queue.data.items.length && (
              <p className="muted">{t.board.more(queue.data.items.length, queue.data.open)}</p>
            )}
          </Loading>
        ) : (
          <OtherList key={view} view={view} now={now} />
        )}
      </div>
      <aside className="board-side">
        <Panel title={t.board.mine.title}>
          <MySessions />
        </Panel>
      </aside>
    </div>
  );
}
