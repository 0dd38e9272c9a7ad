import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FullConnection } from '../../../api/connections';
import { FakeApi, json, problem } from '../../../test/fakeApi';
import { engineer, owner, renderApp } from '../../../test/renderApp';

const desk: FullConnection = {
  id: 'connection-1',
  provider: 'connectwise',
  display_name: 'Acme PSA',
  status: 'paused',
  is_default: true,
  capabilities: {
    status_list: true,
    customer_note_without_mail: true,
    compare_and_set_status: false,
    max_note_length: 30_000,
  },
  base_url: 'https://api-na.myconnectwise.net',
  config: { company_id: 'acme' },
  credential_hints: { public_key: '7ab2', private_key: '01ff' },
  paused_reason: 'credentials_rejected',
  last_tested_at: null,
  last_ok_at: null,
  last_error_code: null,
  server_version: null,
  created_by_name: 'Olivia Owens',
  created_at: '2026-11-20T14:00:00Z',
  updated_at: '2026-11-20T14:00:00Z',
  version: 3,
};
const LIST = '/integrations/psa/connections';
const server = (connection = desk) => new FakeApi().on('GET', LIST, () => json([connection]));

/** As typing, but at once: long texts key by key cost seconds. */
function fill(field: HTMLElement, text: string) {
  fireEvent.change(field, { target: { value: text } });
}

describe('connections to ticketing systems', () => {
  it('are only told of to those who may not change them', async () => {
    renderApp('/account/connections', engineer, server());
    const row = await screen.findByTestId('connection');
    expect(row).toHaveTextContent('Acme PSA');
    expect(row).not.toHaveTextContent('7ab2');
    expect(screen.queryByTestId('connection-add')).not.toBeInTheDocument();
  });

  it('are made with the fields of the system, and keep no secret in the browser', async () => {
    const api = server().on('POST', LIST, () => json({ ...desk, id: 'connection-2' }, 201));
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-add'));
    await user.selectOptions(await screen.findByTestId('connection-provider'), 'halopsa');
    fill(screen.getByTestId('connection-name'), 'Halo');
    fill(screen.getByTestId('connection-url'), 'https://acme.halopsa.com');
    fill(screen.getByTestId('connection-config-internal_outcome_id'), '7');
    fill(screen.getByTestId('connection-config-customer_outcome_id'), '8');
    fill(screen.getByTestId('connection-secret-client_id'), 'public-part');
    fill(screen.getByTestId('connection-secret-client_secret'), 'hush-hush');
    expect(screen.getByTestId('connection-secret-client_secret')).toHaveAttribute('type', 'password');
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(
      'hush',
    );
    await user.click(screen.getByTestId('connection-submit'));
    await waitFor(() => expect(api.sent('POST', LIST)).toHaveLength(1));
    expect(api.sent('POST', LIST)[0]?.body).toEqual({
      provider: 'halopsa',
      display_name: 'Halo',
      base_url: 'https://acme.halopsa.com',
      config: { internal_outcome_id: '7', customer_outcome_id: '8' },
      credentials: { client_id: 'public-part', client_secret: 'hush-hush' },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('name everything that a system still needs', async () => {
    const api = server();
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-add'));
    await user.selectOptions(await screen.findByTestId('connection-provider'), 'halopsa');
    await user.click(screen.getByTestId('connection-submit'));
    expect(screen.getAllByText('This is needed.')).toHaveLength(6);
    expect(api.sent('POST', LIST)).toHaveLength(0);
  });

  it('show where a test stopped', async () => {
    const api = server().on('POST', `${LIST}/connection-1/test`, () =>
      json({
        ok: false,
        code: 'credentials_rejected',
        message: 'The ticketing system did not accept the credentials.',
        server_version: null,
        latency_ms: 0,
        checks: [
          { name: 'address', ok: true, code: null, message: null },
          { name: 'credentials', ok: false, code: 'credentials_rejected', message: 'Not accepted.' },
        ],
      }),
    );
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-test'));
    const result = await screen.findByTestId('connection-test-result');
    expect(result).toHaveAttribute('data-ok', 'false');
    const steps = within(result)
      .getAllByRole('listitem')
      .map((step) => step.textContent);
    expect(steps[1]).toBe('failedSign-in Not accepted.');
    expect(steps[2]).toBe('not reachedPermissions');
  });

  it('ask for all secrets again when the address changes, and only then', async () => {
    const api = server().on('PATCH', `${LIST}/connection-1`, () => json({ ...desk, version: 4 }));
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-edit'));
    expect(screen.queryByTestId('connection-secret-private_key')).not.toBeInTheDocument();
    const url = await screen.findByTestId('connection-url');
    await user.clear(url);
    fill(url, 'https://api-eu.myconnectwise.net');
    await user.click(screen.getByTestId('connection-submit'));
    expect(api.sent('PATCH', `${LIST}/connection-1`)).toHaveLength(0);
    fill(screen.getByTestId('connection-secret-public_key'), 'a');
    fill(screen.getByTestId('connection-secret-private_key'), 'b');
    await user.click(screen.getByTestId('connection-submit'));
    await waitFor(() => expect(api.sent('PATCH', `${LIST}/connection-1`)).toHaveLength(1));
    expect(api.sent('PATCH', `${LIST}/connection-1`)[0]?.body).toEqual({
      display_name: 'Acme PSA',
      base_url: 'https://api-eu.myconnectwise.net',
      config: { company_id: 'acme' },
      credentials: { public_key: 'a', private_key: 'b' },
      version: 3,
    });
  });

  it('replace only the secrets that were typed', async () => {
    const api = server().on('PATCH', `${LIST}/connection-1`, () => json({ ...desk, version: 4 }));
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-rotate'));
    expect(await within(await screen.findByRole('dialog')).findByText('stored, ends in 01ff')).toBeVisible();
    fill(screen.getByTestId('connection-secret-private_key'), 'fresh');
    await user.click(screen.getByTestId('connection-submit'));
    await waitFor(() => expect(api.sent('PATCH', `${LIST}/connection-1`)).toHaveLength(1));
    expect(api.sent('PATCH', `${LIST}/connection-1`)[0]?.body).toEqual({
      credentials: { private_key: 'fresh' },
      version: 3,
    });
  });

  it('say what is still open before they are removed for good', async () => {
    const api = server().on('DELETE', `${LIST}/connection-1`, (call) =>
      call.query.get('force') === 'true'
        ? json(null, 204)
        : problem(409, 'connection_in_use', 'In use.', { open_writebacks: 2 }),
    );
    const { user } = renderApp('/account/connections', owner, api);
    await user.click(await screen.findByTestId('connection-remove'));
    await user.click(await screen.findByTestId('connection-remove-confirm'));
    expect(await screen.findByText(/2 write-backs are still open/)).toBeVisible();
    await user.click(screen.getByText('Remove anyway'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
  });
});
