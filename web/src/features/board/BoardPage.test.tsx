import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { engineer, renderApp } from '../../test/renderApp';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { waitingEscalation } from '../../test/samples';

function openStream() {
  let push: (text: string) => void = () => undefined;
  let cut: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      push = (text) => controller.enqueue(new TextEncoder().encode(text));
      cut = () => controller.error(new Error('cut'));
    },
  });
  return { response: new Response(body), push: (text: string) => push(text), cut: () => cut() };
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
    expect([...(call?.query.keys() ?? [])]).toEqual(['include_own', 'include_parked']);

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

  it('counts what is new until somebody looked at it', async () => {
    const stream = openStream();
    const { user } = renderApp('/escalations', engineer, server(stream.response));
    await screen.findByTestId('board-row');
    expect(screen.queryByTestId('board-unread')).not.toBeInTheDocument();
    const handoff = waitingEscalation({ handoff_id: 'handoff-2', title: 'Phones are down' });
    stream.push(
      `${READY}id: 42\nevent: handoff_created\ndata: ${JSON.stringify({ handoff, version: 1 })}\n\n`,
    );
    expect(await screen.findByTestId('board-seen')).toHaveTextContent('1 new');
    expect(document.title).toContain('1 new');
    await user.hover(screen.getByText('Phones are down'));
    await waitFor(() => expect(screen.queryByTestId('board-seen')).not.toBeInTheDocument());
    expect(document.title).not.toContain('new');
  });

  it('says since when it is behind, and goes on where it was when told to try now', async () => {
    const streams = [openStream(), openStream()];
    const first = streams[0]!;
    const second = streams[1]!;
    let opened = 0;
    const api = server(first.response).on('GET', '/ai-sessions/escalations/stream', () => {
      opened += 1;
      if (opened === 1) return first.response;
      return opened === 2 ? problem(503, 'service_unavailable', 'Away.') : second.response;
    });
    const { user } = renderApp('/escalations', engineer, api);
    await screen.findByTestId('board-row');
    first.push(`${READY}id: 44\nevent: handoff_cancelled\ndata: {"handoff_id":"none","version":1}\n\n`);
    await waitFor(() => expect(screen.getByTestId('board-live-state')).toHaveTextContent('Live'));
    first.cut();
    await waitFor(() =>
      expect(screen.getByTestId('board-live-state')).toHaveTextContent(/Reconnecting.*since \d\d:\d\d/),
    );
    await waitFor(() => expect(opened).toBe(2), { timeout: 8_000 });
    await user.click(screen.getByTestId('board-connect-now'));
    await waitFor(() => expect(opened).toBe(3));
    expect(api.sent('GET', '/ai-sessions/escalations/stream')[2]?.headers.get('Last-Event-ID')).toBe('44');
    const missed = waitingEscalation({ handoff_id: 'handoff-3', title: 'Came meanwhile' });
    second.push(
      `id: 44\nevent: ready\ndata: {"keep_alive_seconds":15}\n\nid: 45\nevent: handoff_created\ndata: ${JSON.stringify({ handoff: missed, version: 1 })}\n\n`,
    );
    expect(await screen.findByText('Came meanwhile')).toBeVisible();
    expect(screen.getByTestId('board-live-state')).toHaveTextContent(/^Live$/);
    expect(screen.queryByTestId('board-connect-now')).not.toBeInTheDocument();
  });

  it('briefs before the claim: what was answered, and the assessment as soon as it is written', async () => {
    const stream = openStream();
    let state = 'running';
    const api = server(stream.response).on('GET', '/ai-sessions/walk-1/handoffs/handoff-1', () =>
      json({
        id: 'handoff-1',
        engineer_notes: null,
        ai_assessment: state === 'ready' ? 'The tunnel is up, the name is not found.' : null,
        ai_assessment_data:
          state === 'ready'
            ? {
                summary_prose: 'The tunnel is up, the name is not found.',
                what_we_know: ['VPN connected'],
                likely_cause: 'DNS',
                suggested_steps: ['Flush DNS'],
                confidence: 0.5,
                answer_source: 'offline',
              }
            : null,
        assessment_state: state,
        assessment_error: null,
        snapshot: {
          problem_text: 'vpn says connected',
          walked_path: [
            { question: 'Is it connected?', answer: 'yes', answer_label: 'Yes', l1_note: 'room 12' },
          ],
        },
      }),
    );
    const { user } = renderApp('/escalations', engineer, api);
    await user.click(await screen.findByTestId('board-briefing-open'));
    const briefing = await screen.findByTestId('board-briefing');
    expect(await within(briefing).findByText('Is it connected? — Yes · room 12')).toBeVisible();
    expect(briefing).toHaveTextContent('The assessment is being written');
    state = 'ready';
    stream.push(
      `${READY}id: 46\nevent: handoff_assessment_ready\ndata: {"handoff_id":"handoff-1","has_assessment":true,"assessment_state":"ready","version":2}\n\n`,
    );
    expect(await within(briefing).findByText('The tunnel is up, the name is not found.')).toBeVisible();
    expect(briefing).toHaveTextContent('Written without a language model');
    expect(briefing).toHaveTextContent('50% sure');
  });

  it('lets whoever handed on take it back or hand it to somebody else', async () => {
    const own = waitingEscalation({ handoff_id: 'own-1', title: 'Mine', is_own: true });
    const api = server(openStream().response)
      .on('GET', '/ai-sessions/queue', (call) =>
        json(
          call.query.get('include_own') === 'true' ? [own, waitingEscalation()] : [waitingEscalation()],
          200,
          {
            'RF-Stream-Position': '41',
          },
        ),
      )
      .on('POST', '/ai-sessions/walk-1/handoffs/own-1/cancel', () =>
        json({ id: 'own-1', status: 'cancelled', psa_note_remains: true }),
      );
    const { user } = renderApp('/escalations', engineer, api);
    await user.click(await screen.findByText('Handed on by me'));
    const rows = await screen.findAllByTestId('board-other');
    expect(rows).toHaveLength(1);
    expect(within(rows[0]!).queryByTestId('board-claim')).not.toBeInTheDocument();
    await user.click(within(rows[0]!).getByTestId('board-acts'));
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Hand to somebody else',
      'Take back',
    ]);
    await user.click(screen.getByText('Take back'));
    await user.type(await screen.findByTestId('act-reason'), 'solved it');
    await user.click(screen.getByTestId('act-submit'));
    expect(await screen.findByText(/already in the ticket stays there/)).toBeVisible();
    expect(api.sent('POST', '/ai-sessions/walk-1/handoffs/own-1/cancel')[0]?.body).toEqual({
      reason: 'solved it',
    });
  });
});
