import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../api/notifications';
import { FakeApi, json } from '../../../test/fakeApi';
import { l1Technician, owner, renderApp } from '../../../test/renderApp';

const hook: Channel = {
  id: 'channel-1',
  type: 'webhook',
  name: 'Pager',
  builtin: false,
  enabled: true,
  events_enabled: ['session.escalated'],
  min_priority: 'high',
  url_hint: 'hooks.example…9f2c',
  version: 2,
  created_at: '2026-11-20T14:00:00Z',
  updated_at: '2026-11-20T14:00:00Z',
};
const CHANNELS = '/notifications/channels';

function server(...channels: Channel[]) {
  return new FakeApi()
    .on('GET', CHANNELS, () => json(channels))
    .on('GET', '/notifications/preferences', () =>
      json({ email: { 'session.escalated': true, 'handoff.claimed': false } }),
    )
    .on('GET', '/notifications/settings', () => json({ l1_recipient_ids: [], collapse_window_seconds: 300 }))
    .on('GET', '/members', () => json([]));
}

describe('notification settings', () => {
  it('show a signing secret once, and never keep it', async () => {
    const api = server().on('POST', CHANNELS, () => json({ ...hook, signing_secret: 'whsec-once' }, 201));
    const { user } = renderApp('/account/notifications', owner, api);
    await user.click(await screen.findByTestId('channel-add'));
    await user.type(await screen.findByTestId('channel-name'), 'Pager');
    await user.type(screen.getByTestId('channel-url'), 'https://hooks.example/x');
    await user.click(screen.getByTestId('channel-submit'));
    expect(await screen.findByTestId('signing-secret')).toHaveTextContent('whsec-once');
    expect(api.sent('POST', CHANNELS)[0]?.body).toEqual({
      type: 'webhook',
      name: 'Pager',
      url: 'https://hooks.example/x',
      events_enabled: ['session.escalated', 'l1.session.escalated'],
      min_priority: 'low',
    });
    await user.click(screen.getByTestId('signing-secret-done'));
    await waitFor(() => expect(screen.queryByText('whsec-once')).not.toBeInTheDocument());
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(
      'whsec',
    );
  });

  it('tell how a test went', async () => {
    const api = server(hook).on('POST', `${CHANNELS}/channel-1/test`, () =>
      json({ ok: false, http_status: 503, error_code: 'http_error' }),
    );
    const { user } = renderApp('/account/notifications', owner, api);
    await user.click(await screen.findByTestId('channel-test'));
    expect(await screen.findByTestId('channel-test-result')).toHaveTextContent('the receiver answered 503');
  });

  it('ask before a new secret, and say how long the old one holds', async () => {
    const api = server(hook).on('POST', `${CHANNELS}/channel-1/rotate-secret`, () =>
      json({ signing_secret: 'whsec-2', previous_valid_until: '2026-11-22T14:00:00Z' }),
    );
    const { user } = renderApp('/account/notifications', owner, api);
    await user.click(await screen.findByTestId('channel-rotate'));
    expect(api.sent('POST', `${CHANNELS}/channel-1/rotate-secret`)).toHaveLength(0);
    await user.click(await screen.findByTestId('channel-rotate-confirm'));
    expect(await screen.findByTestId('signing-secret')).toHaveTextContent('whsec-2');
    expect(screen.getByText(/old secret also holds until 22 Nov 2026/)).toBeVisible();
  });

  it('leave everybody their own choice of e-mails, and nothing of the account', async () => {
    const api = server(hook).on('PATCH', '/notifications/preferences', () =>
      json({ email: { 'session.escalated': true, 'handoff.claimed': true } }),
    );
    const { user } = renderApp('/account/notifications', l1Technician, api);
    await user.click(await screen.findByText('My escalation was claimed'));
    await waitFor(() => expect(api.sent('PATCH', '/notifications/preferences')).toHaveLength(1));
    expect(api.sent('PATCH', '/notifications/preferences')[0]?.body).toEqual({
      email: { 'handoff.claimed': true },
    });
    expect(await screen.findByLabelText('My escalation was claimed')).toBeChecked();
    expect(screen.queryByText('A session was escalated')).not.toBeInTheDocument();
    expect(api.sent('GET', CHANNELS)).toHaveLength(0);
  });
});
