import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeApi, json } from '../test/fakeApi';
import { l1Technician, renderApp } from '../test/renderApp';

const notice = (id: string, more: object = {}) => ({
  id,
  event: 'handoff.claimed',
  title: `Notice ${id}`,
  body: null,
  link: '/l1/escalations',
  settled_text: null,
  settled_at: null,
  read_at: null,
  created_at: `2026-11-20T14:00:0${id}Z`,
  ...more,
});

function server() {
  return new FakeApi()
    .on('GET', '/l1/sessions/active', () => json([]))
    .on('GET', '/l1/escalations/mine', () => json([]))
    .on('GET', '/notifications', (call) =>
      call.query.get('cursor') === null
        ? json([notice('3'), notice('2', { settled_text: 'claimed by Dana Reyes' })], 200, {
            'RF-Unread-Count': '1',
            Link: '</api/v1/notifications?cursor=older>; rel="next"',
          })
        : json([notice('1', { read_at: '2026-11-20T15:00:00Z' })], 200, { 'RF-Unread-Count': '1' }),
    )
    .on('POST', /read/, () => json(null, 204));
}

describe('the notices', () => {
  it('count what is unread, and show older ones on demand', async () => {
    const { user } = renderApp('/', l1Technician, server());
    const bell = await screen.findByTestId('notices');
    expect(bell).toHaveAccessibleName('Notices, 1 unread');
    await user.click(bell);
    expect(await screen.findByText('claimed by Dana Reyes')).toBeVisible();
    await user.click(screen.getByTestId('notices-older'));
    expect(await screen.findByText('Notice 1')).toBeVisible();
    expect(screen.queryByTestId('notices-older')).not.toBeInTheDocument();
  });

  it('are read by opening them, or all up to the newest that was shown', async () => {
    const api = server();
    const { user } = renderApp('/', l1Technician, api);
    await user.click(await screen.findByTestId('notices'));
    await user.click(await screen.findByTestId('notices-read-all'));
    await waitFor(() => expect(api.sent('POST', '/notifications/read-all')).toHaveLength(1));
    expect(api.sent('POST', '/notifications/read-all')[0]?.body).toEqual({ before: '2026-11-20T14:00:03Z' });
    await user.click(screen.getByText('Notice 3'));
    await waitFor(() => expect(api.sent('POST', '/notifications/3/read')).toHaveLength(1));
    expect(api.sent('POST', '/notifications/2/read')).toHaveLength(0);
  });
});
