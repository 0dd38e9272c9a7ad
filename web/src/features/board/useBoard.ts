import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { handoffs, type QueueItem } from '../../api/handoffs';
import type { StreamEvent } from '../../api/sse';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { boardKeys } from './boardKeys';
import {
  apply,
  clearGone,
  emptyBoard,
  load,
  markGone,
  see,
  settle,
  type Board,
  type Gone,
} from './boardModel';
import { useLiveStream } from './useLiveStream';

type Action =
  | { kind: 'load'; items: QueueItem[]; now: number; held: boolean }
  | { kind: 'event'; event: StreamEvent; now: number; held: boolean }
  | { kind: 'gone'; handoffId: string; gone: Gone }
  | { kind: 'see'; handoffId?: string }
  | { kind: 'clear' }
  | { kind: 'settle' };

function reduce(board: Board, action: Action): Board {
  switch (action.kind) {
    case 'load':
      return load(board, action.items, action);
    case 'event':
      return apply(board, action.event, action);
    case 'gone':
      return markGone(board, action.handoffId, action.gone);
    case 'see':
      return see(board, action.handoffId);
    case 'clear':
      return clearGone(board);
    case 'settle':
      return settle(board);
  }
}

const REMEMBERED_EVENTS = 200;
/** Events that change nothing anybody could list. */
const QUIET_EVENTS = ['ready', 'end', 'message'];

/**
 * The queue and its live stream, joined without a gap: the stream starts at the position the list was read at, and a
 * list that is read again (`resync`) gets the events on top that are newer than it.
 */
export function useBoard() {
  const { api } = useServices();
  const client = useQueryClient();
  const [board, dispatch] = useReducer(reduce, emptyBoard);
  const held = useRef(false);
  const recent = useRef<StreamEvent[]>([]);

  const queue = useQuery({
    queryKey: cacheKeys.queue,
    queryFn: ({ signal }) => handoffs.queue(api, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { data, refetch } = queue;

  useEffect(() => {
    if (data === undefined) return;
    const context = { now: Date.now(), held: held.current };
    dispatch({ kind: 'load', items: data.items, ...context });
    for (const event of recent.current) {
      if (isNewer(event.id, data.position)) dispatch({ kind: 'event', event, ...context });
    }
  }, [data]);

  const onEvent = (event: StreamEvent) => {
    if (event.name === 'resync') {
      void refetch();
      void client.invalidateQueries({ queryKey: boardKeys.others });
      return;
    }
    recent.current = [...recent.current, event].slice(-REMEMBERED_EVENTS);
    dispatch({ kind: 'event', event, now: Date.now(), held: held.current });
    if (QUIET_EVENTS.includes(event.name)) return;
    void client.invalidateQueries({ queryKey: boardKeys.others });
    void client.invalidateQueries({ queryKey: cacheKeys.notices });
    const handoffId = event.data['handoff_id'];
    if (typeof handoffId === 'string') {
      void client.invalidateQueries({ queryKey: boardKeys.briefing(handoffId) });
    }
  };

  const live = useLiveStream({
    isReady: data !== undefined,
    startAt: data?.position ?? null,
    open: (lastEventId, signal) => handoffs.stream(api, lastEventId, signal),
    onEvent,
    // A stream that was refused for good may have missed things: the list is read before it is opened again.
    onRestart: () => void refetch(),
  });

  const hold = useCallback((next: boolean) => {
    held.current = next;
    if (!next) dispatch({ kind: 'settle' });
  }, []);

  return {
    board,
    live,
    queue,
    hold,
    clear: () => dispatch({ kind: 'clear' }),
    see: (handoffId?: string) => dispatch({ kind: 'see', ...(handoffId === undefined ? {} : { handoffId }) }),
    gone: (handoffId: string, gone: Gone) => dispatch({ kind: 'gone', handoffId, gone }),
  };
}

function isNewer(eventId: string | null, position: string | null): boolean {
  if (eventId === null || position === null) return false;
  try {
    return BigInt(eventId) > BigInt(position);
  } catch {
    return false;
  }
}
