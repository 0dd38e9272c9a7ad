import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TicketRow } from '../../api/desk';
import { FakeApi, json } from '../../test/fakeApi';
import { engineer, l1Technician, renderApp } from '../../test/renderApp';
import { activeWalk } from '../../test/samples';

const ticket: TicketRow = {
  ticket_id: '0199c1d2-0000-7000-8000-000000abc123',
  problem_statement: 'printer is odd',
  customer_name: 'Contoso Dental',
  status: 'open',
  created_at: '2026-11-20T14:00:00Z',
  category: null,
  session_id: null,
  session_kind: null,
  session_status: null,
  handled_by_name: null,
  updated_at: '2026-11-20T14:00:00Z',
};

function server() {
  return new FakeApi()
    .on('GET', '/l1/queue', () => json([ticket]))
    .on('GET', `/l1/tickets/${ticket.ticket_id}`, () =>
      json({
        ...ticket,
        customer_contact: '+49 30 1',
        resolution_notes: null,
        sessions: [],
        created_by_name: 'Lena Ortiz',
      }),
    )
    .on('GET', '/l1/sessions/active', () => json([]))
    .on('GET', '/l1/escalations/mine', () => json([]));
}

describe('the queue', () => {
  it('lists all of them, and what the filter asks for', async () => {
    const api = server();
    const { user } = renderApp('/l1/queue', l1Technician, api);
    expect(await screen.findByTestId('ticket-row')).toHaveTextContent('printer is odd');
    expect(api.sent('GET', '/l1/queue')[0]?.query.has('status_filter')).toBe(false);
    await user.click(screen.getByRole('radio', { name: 'Escalated' }));
    await waitFor(() =>
      expect(api.sent('GET', '/l1/queue').at(-1)?.query.get('status_filter')).toBe('escalated'),
    );
  });

  it('takes a ticket up: the call goes on with it instead of making another', async () => {
    const api = server()
      .on('POST', '/l1/intake', () =>
        json({
          outcome: 'matched',
          intake_id: 'intake-1',
          session_id: 'walk-1',
          warnings: [{ code: 'psa_ticket_unverified', message: 'The ticket could not be looked up.' }],
        }),
      )
      .on('GET', '/l1/sessions/walk-1', () => json(activeWalk()));
    const { user, router } = renderApp('/l1/queue', l1Technician, api);
    await user.click(await screen.findByTestId('ticket-open'));
    await waitFor(() => expect(screen.getByTestId('ticket-take-up')).toBeEnabled());
    await user.click(screen.getByTestId('ticket-take-up'));
    expect(await screen.findByTestId('intake-ticket')).toHaveTextContent('printer is odd');
    expect(screen.getByTestId('intake-contact')).toHaveValue('+49 30 1');
    await user.click(screen.getByTestId('intake-submit'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/l1/walk/walk-1'));
    expect(api.sent('POST', '/l1/intake')[0]?.body).toEqual({
      problem_statement: 'printer is odd',
      customer_name: 'Contoso Dental',
      customer_contact: '+49 30 1',
      ticket_id: ticket.ticket_id,
    });
    expect(await screen.findByTestId('walk-warning')).toHaveTextContent('could not be looked up');
  });

  it('closes a ticket that needs no walk, with what solved it', async () => {
    const api = server().on('POST', /close$/, () => json({ ...ticket, status: 'resolved' }));
    const { user } = renderApp('/l1/queue', l1Technician, api);
    await user.click(await screen.findByTestId('ticket-open'));
    await user.click(await screen.findByTestId('ticket-close'));
    await user.type(await screen.findByTestId('ticket-close-notes'), 'Told them how');
    await user.click(screen.getByTestId('ticket-close-submit'));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(api.sent('POST', `/l1/tickets/${ticket.ticket_id}/close`)[0]?.body).toEqual({
      resolution_notes: 'Told them how',
    });
  });

  it('is for those who take calls', async () => {
    const api = server();
    renderApp('/l1/queue', engineer, api);
    await waitFor(() => expect(screen.queryByTestId('ticket-row')).not.toBeInTheDocument());
    expect(api.sent('GET', '/l1/queue')).toHaveLength(0);
  });
});

describe('calls that were handed on', () => {
  it('say what became of each', async () => {
    const api = server().on('GET', '/l1/escalations/mine', () =>
      json([
        activeWalk({
          status: 'escalated',
          escalated_at: '2026-11-20T14:00:00Z',
          escalation: {
            state: 'resolved',
            handoff_id: 'handoff-1',
            ai_session_id: null,
            escalated_by_id: 'user-l1',
            escalated_by_name: 'Lena Ortiz',
            priority: 'normal',
            claimed_by_name: 'Dana Reyes',
            claimed_at: null,
            outcome_summary: 'Added to the group of the share.',
            closed_at: null,
          },
        }),
      ]),
    );
    const { user } = renderApp('/l1/escalations', l1Technician, api);
    expect(await screen.findByTestId('escalated-walk')).toHaveTextContent('Added to the group of the share.');
    await user.selectOptions(screen.getByTestId('handed-on-state'), 'claimed');
    await waitFor(() =>
      expect(api.sent('GET', '/l1/escalations/mine').at(-1)?.query.get('state')).toBe('claimed'),
    );
  });
});
