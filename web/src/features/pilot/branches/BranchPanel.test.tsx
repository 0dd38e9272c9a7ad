import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Branch } from '../../../api/branches';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';
import { lineOf, rowsOf } from './branchTree';

function branch(id: string, parent: string | null, more: Partial<Branch> = {}): Branch {
  return {
    branch_id: id,
    parent_id: parent,
    label: id,
    description: null,
    status: 'active',
    status_reason: null,
    is_active: false,
    message_count: 0,
    step_count: 0,
    ...more,
  };
}

const main = branch('Main', null, { message_count: 3 });
const dns = branch('DNS', 'Main', { is_active: true });
const proxy = branch('Proxy', 'Main', { status: 'untried' });
const cable = branch('Cable', 'Main', { status: 'dead_end', status_reason: 'swapped, same' });

function branching(list: Branch[]) {
  const server = serverOf(ownSession({ is_branching: true, active_branch_id: 'DNS' }));
  server.api.on('GET', `${S}/branches`, () => json(list));
  return server;
}

describe('branches as a tree', () => {
  it('are read parent first, each followed by its own', () => {
    const child = branch('Child', 'DNS');
    expect(rowsOf([main, dns, proxy, child]).map((row) => [row.branch.label, row.depth])).toEqual([
      ['Main', 0],
      ['DNS', 1],
      ['Child', 2],
      ['Proxy', 1],
    ]);
    expect([...lineOf([main, dns, proxy, child], 'Child')]).toEqual(['Child', 'DNS', 'Main']);
  });
});

describe('the ways of a session', () => {
  it('are listed with where one is, and can be gone to', async () => {
    const { api } = branching([main, dns, proxy, cable]);
    api.on('POST', `${S}/branches/Proxy/switch`, () => json({ ...proxy, is_active: true }));
    const { user } = await open(api);
    const rows = await screen.findAllByTestId('branch-row');
    expect(rows.map((row) => row.dataset['status'])).toEqual(['active', 'active', 'untried', 'dead_end']);
    expect(within(rows[1]!).getByTestId('branch-here')).toBeVisible();
    expect(rows[3]).toHaveTextContent('swapped, same');
    expect(within(rows[3]!).queryByTestId('branch-switch')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Go to Proxy' }));
    await waitFor(() => expect(api.sent('POST', `${S}/branches/Proxy/switch`)).toHaveLength(1));
  });

  it('are closed with a reason', async () => {
    const { api } = branching([main, dns]);
    api.on('PATCH', `${S}/branches/DNS`, () => json(dns));
    const { user } = await open(api);
    await user.click(await screen.findByRole('button', { name: 'More about DNS' }));
    await user.click(await screen.findByTestId('branch-menu-dead'));
    await user.type(await screen.findByTestId('branch-reason'), 'resolves fine');
    await user.click(screen.getByTestId('branch-submit'));
    await waitFor(() =>
      expect(api.sent('PATCH', `${S}/branches/DNS`)[0]?.body).toEqual({
        status: 'dead_end',
        reason: 'resolves fine',
      }),
    );
  });

  it('are taken up again only with something new', async () => {
    const { api } = branching([main, cable]);
    api.on('POST', `${S}/branches/Cable/revive`, () => json(cable));
    const { user } = await open(api);
    await user.click(await screen.findByRole('button', { name: 'More about Cable' }));
    await user.click(await screen.findByTestId('branch-menu-revive'));
    expect(await screen.findByTestId('branch-submit')).toBeDisabled();
    await user.type(screen.getByTestId('branch-reason'), 'the new cable was broken');
    await user.click(screen.getByTestId('branch-submit'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/branches/Cable/revive`)[0]?.body).toEqual({
        evidence: 'the new cable was broken',
      }),
    );
  });

  it('begin at a message: its words become the reason, two names are asked for', async () => {
    const said = {
      message_id: 'm1',
      seq: 1,
      role: 'assistant' as const,
      author_name: null,
      content: 'It is DNS or the proxy.',
      delivery: 'ok' as const,
      answer_source: null,
      created_at: '2026-11-20T14:00:00Z',
    };
    const { api } = serverOf(ownSession({ conversation_messages: [said] }));
    api.on('POST', `${S}/branches/fork`, ({ headers }) =>
      headers.get('Idempotency-Key') === null ? problem(400, 'malformed_request', 'no key') : json({}, 201),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('message-menu'));
    await user.click(await screen.findByTestId('message-menu-fork'));
    expect(await screen.findByTestId('fork-reason')).toHaveValue('After: It is DNS or the proxy.');
    await user.type(screen.getByTestId('fork-label-1'), 'DNS');
    await user.click(screen.getByTestId('fork-submit'));
    expect(screen.getByText('Name at least two ways.')).toBeVisible();
    await user.type(screen.getByTestId('fork-label-2'), 'Proxy');
    await user.click(screen.getByTestId('fork-submit'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/branches/fork`)[0]?.body).toEqual({
        fork_reason: 'After: It is DNS or the proxy.',
        options: [{ label: 'DNS' }, { label: 'Proxy' }],
      }),
    );
    await waitFor(() => expect(screen.queryByTestId('fork-submit')).not.toBeInTheDocument());
  });
});
