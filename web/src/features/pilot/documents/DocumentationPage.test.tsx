import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { json, problem } from '../../../test/fakeApi';
import { engineer, renderApp } from '../../../test/renderApp';
import { S, serverOf } from '../../../test/sessionServer';

const record = {
  session_id: 'session-1',
  title: 'VPN drops',
  status: 'active',
  state_version: 9,
  generated_at: '2026-11-20T14:00:00Z',
  problem: { summary: null, domain: null, text: null },
  people: { owner: 'Dana Reyes', handler: 'Dana Reyes', all_handlers: ['Dana Reyes'] },
  ticket: { psa_ticket_id: '1042', summary: null },
  timeline: [
    { at: '2026-11-20T13:00:00Z', kind: 'create', actor_name: 'Dana Reyes', text: 'create' },
    { at: '2026-11-20T14:00:00Z', kind: 'pause', actor_name: 'Dana Reyes', text: 'pause: lunch' },
  ],
  attachments: [],
  markdown: '# VPN drops\n## Problem\nThe VPN drops at nine.',
};

const frame = (n: number, name: string, data: object) =>
  `id: g1:${n}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const START = frame(0, 'start', {
  generation_id: 'g1',
  state_version: 9,
  answer_source: 'model',
  from_cache: false,
});
const DONE = frame(3, 'done', { done: true, markdown: '## Done\nOne. Two.', sha256: 'x', state_version: 9 });
const stream = (...frames: string[]) => new Response(['retry: 5\n\n', ...frames].join(''));

async function page(notes: (lastEventId: string | null, offline: boolean) => Response) {
  const { api } = serverOf();
  api
    .on('GET', `${S}/documentation`, () => json(record))
    .on('GET', `${S}/documentation/stream`, ({ headers, query }) =>
      notes(headers.get('Last-Event-ID'), query.get('allow_offline') === 'true'),
    );
  const view = renderApp('/pilot/session-1/documentation', engineer, api);
  await screen.findByTestId('documentation');
  return { api, ...view };
}

describe('the documentation of a session', () => {
  it('is the record with what a sheet needs to be told apart, and is printed', async () => {
    const print = vi.fn();
    vi.stubGlobal('print', print);
    const { user } = await page(() => stream(START, DONE));
    expect(screen.getByTestId('documentation')).toHaveTextContent('The VPN drops at nine.');
    expect(screen.getByTestId('documentation')).toHaveTextContent('version 9');
    expect(screen.getAllByText('VPN drops')).toHaveLength(1);
    expect(screen.getByRole('table')).toHaveTextContent('pause: lunch');
    await user.click(screen.getByTestId('documentation-print'));
    expect(print).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it('streams ticket notes, and after a break asks only for what is missing (KD-13)', async () => {
    let opened = 0;
    const { api, user } = await page((lastEventId) =>
      ++opened === 1
        ? stream(START, frame(1, 'delta', { text: '## Done\nOne.' }))
        : stream(frame(2, 'delta', { text: ' Two.' }), lastEventId === 'g1:1' ? DONE : ''),
    );
    await user.click(screen.getByText('Ticket notes', { selector: '.switch-item' }));
    await waitFor(() => expect(screen.getByTestId('notes-state')).toHaveAttribute('data-state', 'done'));
    expect(screen.getByTestId('notes-text')).toHaveTextContent('One. Two.');
    const calls = api.sent('GET', `${S}/documentation/stream`);
    expect(calls.map((call) => call.headers.get('Last-Event-ID'))).toEqual([null, 'g1:1']);
  });

  it('does not knock for ever when it is refused, and goes on without a model when told to', async () => {
    const { api, user } = await page((_, offline) =>
      offline ? stream(START, DONE) : problem(429, 'quota_exceeded', 'The plan is used up.'),
    );
    await user.click(screen.getByText('Ticket notes', { selector: '.switch-item' }));
    await user.click(await screen.findByTestId('notes-offline'));
    await waitFor(() => expect(screen.getByTestId('notes-text')).toHaveTextContent('One. Two.'));
    expect(api.sent('GET', `${S}/documentation/stream`)).toHaveLength(2);
  });
});
