import { describe, expect, it } from 'vitest';
import { ApiProblem } from './problem';
import { readStream, type StreamEvent, type StreamState } from './sse';

function answer(...chunks: string[]): Response {
  const bytes = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(bytes.encode(chunk));
        controller.close();
      },
    }),
  );
}

const ready = (id: number) => `retry: 2500\n\nid: ${id}\nevent: ready\ndata: {"keep_alive_seconds":15}\n\n`;

/** Runs the reader over prepared connections and stops after the last one. */
async function run(connections: ((id: string | null) => Response)[], lastEventId: string | null = '7') {
  const stop = new AbortController();
  const events: StreamEvent[] = [];
  const states: StreamState[] = [];
  const opened: (string | null)[] = [];
  const waits: number[] = [];
  await readStream({
    open: async (id) => {
      const connection = connections[opened.length];
      opened.push(id);
      if (connection === undefined) {
        stop.abort();
        throw new ApiProblem({ status: 0, code: 'network' });
      }
      return connection(id);
    },
    lastEventId,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    signal: stop.signal,
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  return { events, states, opened, waits };
}

describe('the stream reader', () => {
  it('starts at the given position and goes on from the last id it has seen', async () => {
    const { events, opened } = await run([
      () => answer(ready(7), 'id: 8\nevent: handoff_created\nda', 'ta: {"version":1}\n\n'),
    ]);
    expect(opened).toEqual(['7', '8']);
    expect(events.map((event) => event.name)).toEqual(['ready', 'handoff_created']);
  });

  it('says honestly when it is live and when not', async () => {
    const { states } = await run([() => answer(ready(7)), () => answer(ready(7))]);
    expect(states.slice(0, 4)).toEqual(['connecting', 'live', 'reconnecting', 'live']);
  });

  it('reconnects at once when the server ends it because the token ran out', async () => {
    const { waits } = await run([
      () => answer(ready(7), 'event: end\ndata: {"reason":"token_expired"}\n\n'),
      () => answer(ready(7)),
    ]);
    expect(waits).toEqual([0, 2500]);
  });

  it('stops for good when access was revoked', async () => {
    const { states, opened } = await run([
      () => answer(ready(7), 'event: end\ndata: {"reason":"access_revoked"}\n\n'),
      () => answer(ready(7)),
    ]);
    expect(states.at(-1)).toBe('stopped');
    expect(opened).toHaveLength(1);
  });

  it('stops on a refusal that no repeat can change, and waits as told on one that can', async () => {
    const refused = await run([
      () => {
        throw new ApiProblem({ status: 403, code: 'role_required' });
      },
    ]);
    expect(refused.states.at(-1)).toBe('stopped');
    const full = await run([
      () => {
        throw new ApiProblem({ status: 429, code: 'too_many_streams', retryAfterSeconds: 30 });
      },
    ]);
    expect(full.waits[0]).toBe(30_000);
  });

  it('ignores keep-alive comments and data it cannot read', async () => {
    const { events } = await run([() => answer(ready(7), ': keep-alive\n\n', 'data: not json\n\n')]);
    expect(events).toHaveLength(1);
  });
});
