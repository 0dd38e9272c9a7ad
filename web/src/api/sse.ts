import { onlineManager } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { ApiProblem } from './problem';

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'stopped';

export interface StreamEvent {
  id: string | null;
  name: string;
  data: Record<string, unknown>;
}

export interface StreamOptions {
  /** Opens the stream; refusals are thrown as {@link ApiProblem}. The token goes in a header, never in the address. */
  open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  /** Position to start from; each event with an id moves it on. */
  lastEventId: string | null;
  onEvent: (event: StreamEvent) => void;
  onState: (state: StreamState, problem: ApiProblem | null) => void;
  signal: AbortSignal;
  /** Waits before the next try, in milliseconds; replaced in tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;
const DEFAULT_KEEP_ALIVE_S = 15;
/** A stream silent for this many keep-alives is taken for dead, although the socket still looks open. */
const SILENT_KEEP_ALIVES = 2.5;

/**
 * Reads a server-sent event stream with fetch until the signal aborts or the server refuses for good. Reconnects with
 * the last id it has seen, so that nothing is missed or repeated.
 */
export async function readStream(options: StreamOptions): Promise<void> {
  const { signal, onState } = options;
  const wait = options.wait ?? sleep;
  let lastEventId = options.lastEventId;
  let retryMs = FIRST_RETRY_MS;
  let failures = 0;
  onState('connecting', null);

  while (!signal.aborted) {
    let problem: ApiProblem | null = null;
    let pause: number;
    try {
      const ended = await readOnce(options, lastEventId, {
        seen: (id) => (lastEventId = id),
        ready: () => (failures = 0),
        retry: (ms) => (retryMs = ms),
      });
      if (ended === 'access_revoked') {
        onState('stopped', null);
        return;
      }
      pause = ended === 'token_expired' ? 0 : retryMs;
    } catch (error) {
      problem = error instanceof ApiProblem ? error : null;
      if (problem !== null && isFinal(problem)) {
        onState('stopped', problem);
        return;
      }
      const served = (problem?.retryAfterSeconds ?? 0) * 1000;
      pause = Math.max(served, Math.min(retryMs * 2 ** failures, LONGEST_RETRY_MS));
      failures += 1;
    }
    if (isAborted(signal)) return;
    onState('reconnecting', problem);
    await wait(pause, signal);
  }
}

interface Progress {
  seen: (id: string) => void;
  ready: () => void;
  retry: (ms: number) => void;
}

/** One connection; answers the reason of the server's `end` event, or null when it just closed. */
async function readOnce(
  options: StreamOptions,
  lastEventId: string | null,
  progress: Progress,
): Promise<string | null> {
  const attempt = new AbortController();
  const giveUp = () => attempt.abort();
  options.signal.addEventListener('abort', giveUp, { once: true });
  let silence = DEFAULT_KEEP_ALIVE_S * SILENT_KEEP_ALIVES * 1000;
  let watchdog = setTimeout(giveUp, silence);
  let endReason: string | null = null;
  try {
    const response = await options.open(lastEventId, attempt.signal);
    if (response.body === null) return null;
    const parser = createParser({
      onRetry: (ms) => progress.retry(ms),
      onEvent: (message) => {
        const event = toEvent(message.id, message.event, message.data);
        if (event === null) return;
        if (event.id !== null) progress.seen(event.id);
        if (event.name === 'ready') {
          const seconds = Number(event.data['keep_alive_seconds']);
          if (seconds > 0) silence = seconds * SILENT_KEEP_ALIVES * 1000;
          progress.ready();
          options.onState('live', null);
        }
        if (event.name === 'end') endReason = String(event.data['reason']);
        options.onEvent(event);
      },
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return endReason;
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, silence);
      parser.feed(value);
    }
  } finally {
    clearTimeout(watchdog);
    options.signal.removeEventListener('abort', giveUp);
    attempt.abort();
  }
}

function toEvent(id: string | undefined, name: string | undefined, data: string): StreamEvent | null {
  try {
    return { id: id ?? null, name: name ?? 'message', data: JSON.parse(data) as Record<string, unknown> };
  } catch {
    return null;
  }
}

/** The signal changes during every await above; the type checker only remembers the loop's own test of it. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function isFinal(problem: ApiProblem): boolean {
  return [400, 401, 403, 404, 422].includes(problem.status);
}

/** Ends early when the stream is not wanted any more, and when the server can be reached again. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = onlineManager.subscribe((online) => {
      if (online) end();
    });
    const end = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
