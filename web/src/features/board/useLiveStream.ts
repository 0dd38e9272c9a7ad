import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ApiProblem } from '../../api/problem';
import { readStream, type StreamEvent, type StreamState } from '../../api/sse';

export interface Live {
  state: StreamState;
  problem: ApiProblem | null;
  /** Epoch milliseconds since when what is shown may be behind; null while it is live. */
  behindSince: number | null;
}

interface LiveStreamOptions {
  isReady: boolean;
  /** Position of the list the stream is joined to. */
  startAt: string | null;
  open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  onEvent: (event: StreamEvent) => void;
  /** Called before a stream that had stopped for good is opened anew. */
  onRestart: () => void;
}

/** One stream for as long as the page is open; "connect now" takes it up where it was. */
export function useLiveStream(options: LiveStreamOptions) {
  const { isReady } = options;
  const [live, setLive] = useState<Live>({ state: 'connecting', problem: null, behindSince: null });
  const [attempt, setAttempt] = useState(0);
  const lastId = useRef<string | null>(null);

  const startAt = useEffectEvent(() => lastId.current ?? options.startAt);
  const open = useEffectEvent((lastEventId: string | null, signal: AbortSignal) =>
    options.open(lastEventId, signal),
  );
  const onEvent = useEffectEvent((event: StreamEvent) => {
    if (event.id !== null) lastId.current = event.id;
    options.onEvent(event);
  });
  useEffect(() => {
    if (!isReady) return;
    const stop = new AbortController();
    void readStream({
      open: (lastEventId, signal) => open(lastEventId, signal),
      lastEventId: startAt(),
      onEvent: (event) => onEvent(event),
      onState: (state, problem) => {
        if (stop.signal.aborted) return;
        setLive((before) => ({
          state: state === 'connecting' && before.behindSince !== null ? 'reconnecting' : state,
          problem,
          behindSince:
            state === 'live'
              ? null
              : state === 'connecting'
                ? before.behindSince
                : (before.behindSince ?? Date.now()),
        }));
      },
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [isReady, attempt]);

  const { onRestart } = options;
  const connectNow = () => {
    if (live.state === 'stopped') onRestart();
    setAttempt((count) => count + 1);
  };
  // Back from a sleep or a tunnel: no reason to wait for the next try.
  const onOnline = useEffectEvent(() => {
    if (live.state === 'reconnecting') connectNow();
  });
  useEffect(() => {
    const listener = () => onOnline();
    window.addEventListener('online', listener);
    return () => window.removeEventListener('online', listener);
  }, []);

  return { ...live, connectNow };
}
