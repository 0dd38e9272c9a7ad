import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { nextCursor } from '../../api/sessions';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, l1Technician, renderApp } from '../../test/renderApp';
import { ownSession } from '../../test/samples';

const LINK = '</api/v1/ai-sessions?limit=30&cursor=abc%3D>; rel="next"';

function server() {
  return new FakeApi().on('GET', '/ai-sessions', ({ query }) =>
    query.get('cursor') === 'abc='
      ? json([ownSession({ id: 'session-2', title: 'Printer is offline' })])
      : json([ownSession()], 200, { Link: LINK }),
  );
}

describe('the sessions page', () => {
  it('starts guided work from words and a ticket, and goes to the session', async () => {
    const api = server().on('POST', '/ai-sessions', () => json({ session_id: 'session-9' }, 201));
    const { user, router } = renderApp('/sessions', engineer, api);
    await user.type(await screen.findByTestId('start-problem'), 'Outlook asks for the password');
    await user.type(screen.getByTestId('start-ticket'), '1042');
    await user.click(screen.getByTestId('start-submit'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/pilot/session-9'));
    const [call] = api.sent('POST', '/ai-sessions');
    expect(call?.body).toEqual({
      session_type: 'guided',
      intake_type: 'combined',
      intake_content: { text: 'Outlook asks for the password' },
      psa_ticket_id: '1042',
    });
    expect(call?.headers.get('Idempotency-Key')).toBeTruthy();
  });

  it('asks for a problem before it starts anything', async () => {
    const api = server();
    const { user } = renderApp('/sessions', engineer, api);
    await user.click(await screen.findByTestId('start-submit'));
    expect(await screen.findByText('Describe the problem, or name a ticket.')).toBeVisible();
    expect(api.sent('POST', '/ai-sessions')).toHaveLength(0);
  });

  it('offers to start without the model when the quota is spent, and keeps the words', async () => {
    const api = server().on('POST', '/ai-sessions', ({ body }) =>
      body?.['allow_offline'] === true
        ? json({ session_id: 'session-9' }, 201)
        : problem(429, 'quota_exceeded', 'The plan is used up.'),
    );
    const { user, router } = renderApp('/sessions', engineer, api);
    await user.type(await screen.findByTestId('start-problem'), 'VPN drops');
    await user.click(screen.getByTestId('start-submit'));
    await user.click(await screen.findByTestId('start-offline'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/pilot/session-9'));
  });

  it('searches and filters on the server, and reads on page by page', async () => {
    const api = server();
    const { user } = renderApp('/sessions', engineer, api);
    await screen.findByText('VPN drops');
    await user.click(screen.getByText('Show more'));
    expect(await screen.findByText('Printer is offline')).toBeVisible();

    await user.selectOptions(screen.getByTestId('history-status'), 'closed');
    await user.type(screen.getByTestId('history-search'), 'vpn');
    await waitFor(() => {
      const last = api.sent('GET', '/ai-sessions').at(-1);
      expect(last?.query.get('status')).toBe('resolved,abandoned');
      expect(last?.query.get('q')).toBe('vpn');
      expect(last?.query.has('cursor')).toBe(false);
    });
  });

  it('is not offered to somebody who takes calls only', async () => {
    renderApp('/', l1Technician, new FakeApi());
    await screen.findByText('Take a call', { selector: 'a' });
    expect(screen.queryByText('Sessions', { selector: 'a' })).not.toBeInTheDocument();
  });
});

describe('the link to the next page', () => {
  it('is read as its cursor, and absent on the last page', () => {
    expect(nextCursor(LINK)).toBe('abc=');
    expect(nextCursor(null)).toBeNull();
    expect(nextCursor('</x?cursor=a>; rel="prev"')).toBeNull();
  });
});
