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

  it('takes every filter from the address and puts every change there', async () => {
    const api = server().on('GET', '/ai-sessions', () =>
      json([ownSession()], 200, { 'RF-Total-Count': '37' }),
    );
    const { user, router } = renderApp(
      '/sessions?type=guided&tier=exploring&domain=printing&flow=flow-1&ticket=1042&from=2026-11-01&to=2026-11-20',
      engineer,
      api,
    );
    expect(await screen.findByTestId('history-count')).toHaveTextContent('37 sessions');
    expect(Object.fromEntries(api.sent('GET', '/ai-sessions')[0]!.query)).toEqual({
      session_type: 'guided',
      confidence_tier: 'exploring',
      problem_domain: 'printing',
      matched_flow_id: 'flow-1',
      ticket_id: '1042',
      date_from: '2026-11-01',
      date_to: '2026-11-20',
      limit: '30',
    });
    await user.selectOptions(screen.getByTestId('history-domain'), 'hardware');
    await waitFor(() => expect(router.state.location.search).toMatchObject({ domain: 'hardware' }));
    await user.click(screen.getByRole('button', { name: 'All flows' }));
    await waitFor(() =>
      expect(api.sent('GET', '/ai-sessions').at(-1)?.query.has('matched_flow_id')).toBe(false),
    );
    await user.click(screen.getByTestId('history-clear'));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    expect(screen.getByTestId('history-ticket')).toHaveValue('');
  });

  it('shows a refused filter although an older list is still there', async () => {
    const api = server().on('GET', '/ai-sessions', ({ query }) =>
      query.has('date_from')
        ? problem(422, 'validation_failed', 'Name a day since 1970.')
        : json([ownSession()]),
    );
    const { router } = renderApp('/sessions', engineer, api);
    await screen.findByText('VPN drops');
    await router.navigate({ to: '/sessions', search: { from: '1960-01-01' } });
    expect(await screen.findByText('Name a day since 1970.')).toBeVisible();
  });

  it('starts from a log and a file', async () => {
    const api = server()
      .on('POST', '/uploads', ({ form }) => {
        expect(form?.has('session_id')).toBe(false);
        return json(
          { id: 'upload-1', filename: 'a.png', content_type: 'image/png', size_bytes: 3, session_id: null },
          201,
        );
      })
      .on('POST', '/ai-sessions', () => json({ session_id: 'session-9' }, 201));
    const { user, router } = renderApp('/sessions', engineer, api);
    await screen.findByTestId('start-problem');
    await user.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      new File(['png'], 'a.png', { type: 'image/png' }),
    );
    await waitFor(() => expect(screen.getByTestId('attachment')).toHaveAttribute('data-state', 'stored'));
    await user.click(screen.getByText('Add a log'));
    await user.type(screen.getByTestId('start-log'), 'E: boom');
    await user.click(screen.getByTestId('start-submit'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/pilot/session-9'));
    expect(api.sent('POST', '/ai-sessions')[0]?.body).toMatchObject({
      intake_type: 'combined',
      intake_content: { log: 'E: boom', upload_ids: ['upload-1'] },
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
