import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { engineer, renderApp } from '../../test/renderApp';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { waitingEscalation } from '../../test/samples';

function openStream() {
  let push: (text: string) => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      push = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
  });
  return { response: new Response(body), push: (text: string) => push(text) };
}

const READY = 'id: 41\nevent: ready\ndata: {"keep_alive_seconds":15}\n\n';

function server(stream: Response) {
  return new FakeApi()
    .on('GET', '/ai-sessions/queue', () => json([waitingEscalation()], 200, { 'RF-Stream-Position': '41' }))
    .on('GET', '/ai-sessions/escalations/stream', () => stream);
}

describe('the escalation board', () => {
  it('opens the stream where the list was read, and shows arrivals with a count in the title', async () => {
    const stream = openStream();
    const api = server(stream.response);
    renderApp('/escalations', engineer, api);
    await screen.findByTestId('board-row');
    stream.push(READY);
    await waitFor(() => expect(screen.getByTestId('board-live-state')).toHaveTextContent('Live'));
    const [call] = api.sent('GET', '/ai-sessions/escalations/stream');
    expect(call?.headers.get('Last-Event-ID')).toBe('41');
    expect(call?.headers.get('Authorization')).toBe('Bearer token');
    expect(call?.query.size).toBe(0);

    const handoff = waitingEscalation({
      handoff_id: 'handoff-2',
      title: 'Phones are down',
      priority: 'urgent',
    });
    stream.push(`id: 42\nevent: handoff_created\ndata: ${JSON.stringify({ handoff, version: 1 })}\n\n`);
    await screen.findByText('Phones are down');
    expect(screen.getByTestId('board-announcement')).toHaveTextContent('Phones are down');
    expect(document.title).toMatch(/^\(2\)/);
  });

  it('tells the loser of a race who was faster', async () => {
    const api = server(openStream().response).on('POST', /claim$/, () =>
      problem(409, 'already_claimed', 'Somebody has claimed this.', {
        claimed_by_id: 'user-2',
        claimed_by_name: 'Marc Vogel',
      }),
    );
    const { user } = renderApp('/escalations', engineer, api);
    const row = await screen.findByTestId('board-row');
    await user.click(within(row).getByTestId('board-claim'));
    expect(await within(row).findByTestId('board-lost')).toHaveTextContent('Marc Vogel was faster');
    expect(within(row).queryByTestId('board-claim')).not.toBeInTheDocument();
    expect(api.sent('POST', '/ai-sessions/walk-1/handoffs/handoff-1/claim')).toHaveLength(1);
  });

  it('takes the winner to the session', async () => {
    const api = server(openStream().response).on('POST', /claim$/, () =>
      json({ id: 'handoff-1', session_id: 'session-1', status: 'claimed' }),
    );
    const { user, router } = renderApp('/escalations', engineer, api);
    await user.click(await screen.findByTestId('board-claim'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/pilot/session-1'));
  });

  it('reads the list again when the stream cannot be continued', async () => {
    const stream = openStream();
    const api = server(stream.response);
    renderApp('/escalations', engineer, api);
    await screen.findByTestId('board-row');
    stream.push(`${READY}id: 90\nevent: resync\ndata: {"reason":"too_old","position":"90"}\n\n`);
    await waitFor(() => expect(api.sent('GET', '/ai-sessions/queue')).toHaveLength(2));
  });
});
