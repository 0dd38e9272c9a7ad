import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../auth/roles';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, l1Technician, owner, renderApp } from '../../test/renderApp';

const viewer: Person = { ...l1Technician, role: 'viewer', takesCalls: false };

const preferences = (psa: object = {}) => ({
  psa: {
    default_connection_id: null,
    boards: {},
    auto_push_on_resolve: false,
    auto_push_on_escalate: false,
    auto_push_l1: false,
    auto_push_changes_status: true,
    resolution_note_visibility: 'customer',
    notify_customer: false,
    note_signature: true,
    ...psa,
  },
  templatize_prompt_enabled: true,
  version: 1,
  updated_at: null,
  updated_by_name: null,
});
const connection = {
  id: 'c1',
  provider: 'connectwise',
  display_name: 'Acme PSA',
  status: 'ok',
  is_default: true,
};

describe('the account', () => {
  it.each([
    [viewer, ['Plan and AI', 'Notifications']],
    [l1Technician, ['Plan and AI', 'Ticketing systems', 'Notifications']],
    [engineer, ['Plan and AI', 'Ticketing systems', 'Tickets', 'People', 'Notifications']],
    [
      owner,
      [
        'AI usage',
        'Plan and AI',
        'Ticketing systems',
        'Tickets',
        'Who is who',
        'AI-built steps',
        'People',
        'Notifications',
        'Write-backs',
      ],
    ],
  ])('has the pages of $role', async (person, pages) => {
    renderApp('/account/plan', person, new FakeApi());
    const navigation = await screen.findByRole('navigation', { name: 'Account' });
    expect([...navigation.querySelectorAll('a')].map((link) => link.textContent)).toEqual(pages);
  });

  it('opens on the first page of the role, and says so where a page is for others', async () => {
    const start = renderApp('/account', engineer, new FakeApi());
    await waitFor(() => expect(start.router.state.location.pathname).toBe('/account/plan'));
    start.unmount();
    renderApp('/account/mappings', engineer, new FakeApi());
    expect(await screen.findByTestId('message-page')).toHaveAttribute('data-kind', 'no-access');
  });
});

describe('statuses per board', () => {
  const server = () =>
    new FakeApi()
      .on('GET', '/accounts/me/preferences', () => json(preferences()))
      .on('GET', '/integrations/psa/connections', () => json([connection]))
      .on('GET', '/integrations/psa/boards', () => json([{ id: '1', name: 'Service', active: true }]))
      .on('GET', '/integrations/psa/boards/1/statuses', () =>
        json([
          { id: '16', name: 'Completed', board_id: '1', closed: true, selectable: true },
          { id: '3', name: 'Old', board_id: '1', closed: true, selectable: false },
        ]),
      );

  it('are chosen from those of the board, and sent as a merge of that board alone', async () => {
    const api = server().on('PATCH', '/accounts/me/preferences', () =>
      json(preferences({ boards: { c1: { '1': { resolved_status_id: '16', escalated_status_id: null } } } })),
    );
    const { user } = renderApp('/account/preferences', owner, api);
    const row = (await screen.findByRole('rowheader', { name: 'Service' })).closest('tr')!;
    await user.click(within(row).getByTestId('mapping-change'));
    const choice = await screen.findByTestId('mapping-resolved_status_id');
    expect(within(choice).queryByText('Old')).not.toBeInTheDocument();
    await user.selectOptions(choice, '16');
    await user.click(screen.getByTestId('mapping-save'));
    await waitFor(() => expect(api.sent('PATCH', '/accounts/me/preferences')).toHaveLength(1));
    expect(api.sent('PATCH', '/accounts/me/preferences')[0]?.body).toEqual({
      psa: { boards: { c1: { '1': { resolved_status_id: '16', escalated_status_id: null } } } },
    });
    expect(await screen.findByRole('cell', { name: 'Completed' })).toBeVisible();
  });

  it('stay as they are when the server refuses them, with its reason', async () => {
    const api = server().on('PATCH', '/accounts/me/preferences', () =>
      problem(422, 'status_not_on_board', 'This status is not one of the board.'),
    );
    const { user } = renderApp('/account/preferences', owner, api);
    const row = (await screen.findByRole('rowheader', { name: 'Service' })).closest('tr')!;
    await user.click(within(row).getByTestId('mapping-change'));
    await user.selectOptions(await screen.findByTestId('mapping-resolved_status_id'), '16');
    await user.click(screen.getByTestId('mapping-save'));
    expect(await screen.findAllByText('This status is not one of the board.')).not.toHaveLength(0);
    expect(screen.getByTestId('mapping-resolved_status_id')).toHaveValue('16');
  });

  it('are read by engineers, who may change nothing but their one choice', async () => {
    renderApp('/account/preferences', engineer, server());
    await screen.findByRole('rowheader', { name: 'Service' });
    expect(screen.queryByTestId('mapping-change')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Resolution note when a session is resolved')).toBeDisabled();
    expect(screen.getByLabelText('Offer to make a template after resolving')).toBeEnabled();
  });
});

describe('people', () => {
  it('are shown with the age of the list while the sign-in system is away', async () => {
    const api = new FakeApi().on('GET', '/members', () =>
      json(
        [
          {
            id: 'user-eng',
            name: 'Dana Reyes',
            email: null,
            role: 'engineer',
            can_claim: true,
            enabled: true,
          },
        ],
        200,
        { 'RF-Directory-Age': '1260', 'RF-Directory-Stale': 'true' },
      ),
    );
    renderApp('/account/members', engineer, api);
    expect(await screen.findByTestId('directory-stale')).toHaveTextContent('This list is 21 min old');
    expect(screen.getByTestId('member')).toHaveTextContent('claim escalations');
    expect(screen.queryByText('E-mail')).not.toBeInTheDocument();
  });
});

describe('categories of AI-built steps', () => {
  it('keep the own choice when somebody else was first', async () => {
    let version = 0;
    const api = new FakeApi()
      .on('GET', '/accounts/me/l1-categories', () =>
        json({
          enabled: ['printing'],
          available: [
            { key: 'printing', label: 'Printing', default_enabled: true },
            { key: 'security', label: 'Security', default_enabled: false },
          ],
          version,
        }),
      )
      .on('PATCH', '/accounts/me/l1-categories', () => {
        version = 5;
        return problem(409, 'version_conflict', 'Changed.', { current_version: 5 });
      });
    const { user } = renderApp('/account/categories', owner, api);
    await user.click(await screen.findByTestId('category-security'));
    await user.click(screen.getByTestId('categories-save'));
    expect(await screen.findByText(/Somebody else changed the categories/)).toBeVisible();
    expect(screen.getByTestId('category-security')).toBeChecked();
    await waitFor(() => expect(api.sent('GET', '/accounts/me/l1-categories')).toHaveLength(2));
    await user.click(screen.getByTestId('categories-save'));
    await waitFor(() => expect(api.sent('PATCH', '/accounts/me/l1-categories')).toHaveLength(2));
    expect(api.sent('PATCH', '/accounts/me/l1-categories')[1]?.body).toEqual({
      enabled: ['printing', 'security'],
      version: 5,
    });
  });
});

describe('write-backs', () => {
  const row = (state: string) => ({
    id: 'wb-1',
    kind: 'resolution_note',
    origin: 'auto',
    ticket_id: '1042',
    ticket_number: '1042',
    state,
    last_error: { message: 'The PSA did not answer.' },
    requested_by_name: 'Dana Reyes',
    created_at: '2026-11-20T14:00:00Z',
    attempts: 4,
  });

  it('are tried again, and say how that went', async () => {
    const api = new FakeApi()
      .on('GET', '/integrations/psa/post-log', () => json([row('failed')]))
      .on('POST', '/integrations/psa/writebacks/wb-1/retry', () =>
        json({
          psa_push_status: 'failed',
          psa_push_error: 'Still away.',
          writeback_id: 'wb-1',
          outcome: null,
        }),
      );
    const { user } = renderApp('/account/post-log', owner, api);
    await user.click(await screen.findByTestId('log-retry'));
    expect(await screen.findByTestId('log-retried')).toHaveTextContent('Still not done: Still away.');
  });

  it('let a person say what is true of a note nobody could find', async () => {
    const api = new FakeApi()
      .on('GET', '/integrations/psa/post-log', () => json([row('needs_person')]))
      .on('POST', '/integrations/psa/writebacks/wb-1/decision', () => json(row('completed')));
    const { user } = renderApp('/account/post-log', owner, api);
    expect(await screen.findByTestId('log-row')).toHaveTextContent('needs a decision');
    expect(screen.queryByTestId('log-retry')).not.toBeInTheDocument();
    await user.click(screen.getByTestId('log-decide'));
    await user.click(await screen.findByTestId('decision-submit'));
    expect(screen.getByText('Choose one.')).toBeVisible();
    await user.click(screen.getByTestId('decision-send_again'));
    await user.type(screen.getByTestId('decision-reason'), 'Looked, not there');
    await user.click(screen.getByTestId('decision-submit'));
    await waitFor(() =>
      expect(api.sent('POST', '/integrations/psa/writebacks/wb-1/decision')[0]?.body).toEqual({
        decision: 'send_again',
        reason: 'Looked, not there',
      }),
    );
  });
});
