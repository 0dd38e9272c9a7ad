import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import { handoffs, type QueueItem } from '../../api/handoffs';
import type { ApiProblem } from '../../api/problem';
import { readStream, type StreamEvent, type StreamState } from '../../api/sse';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { apply, clearGone, emptyBoard, load, markGone, settle, type Board, type Gone } from './boardModel';

type Action =
  | { kind: 'load'; items: QueueItem[]; now: number; held: boolean }
  | { kind: 'event'; event: StreamEvent; now: number; held: boolean }
  | { kind: 'gone'; handoffId: string; gone: Gone }
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
    case 'clear':
      return clearGone(board);
    case 'settle':
      return settle(board);
  }
}

const REMEMBERED_EVENTS = 200;

/**
 * The queue and its live stream, joined without a gap: the stream starts at the position the list was read at, and a
 * list that is read again (`resync`) gets the events on top that are newer than it.
 */
export function useBoard() {
  const { api } = useServices();
  const [board, dispatch] = useReducer(reduce, emptyBoard);
  const [live, setLive] = useState<{ state: StreamState; problem: ApiProblem | null }>({
    state: 'connecting',
    problem: null,
  });
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

  const onEvent = useEffectEvent((event: StreamEvent) => {
    if (event.name === 'resync') {
      void refetch();
      return;
    }
    recent.current = [...recent.current, event].slice(-REMEMBERED_EVENTS);
    dispatch({ kind: 'event', event, now: Date.now(), held: held.current });
  });

  const loaded = data !== undefined;
  const startAt = useEffectEvent(() => data?.position ?? null);
  useEffect(() => {
    if (!loaded) return;
    const stop = new AbortController();
    void readStream({
      open: (lastEventId, signal) => handoffs.stream(api, lastEventId, signal),
      lastEventId: startAt(),
      onEvent: (event) => onEvent(event),
      onState: (state, problem) => {
        if (!stop.signal.aborted) setLive({ state, problem });
      },
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [api, loaded]);

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
