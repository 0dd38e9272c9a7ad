import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { json, problem } from '../../../test/fakeApi';
import { open, S, serverOf } from '../../../test/sessionServer';

const made = (body: Record<string, unknown> | null) =>
  json({
    audience: body?.['audience'],
    length: body?.['length'],
    subject: body?.['audience'] === 'email_draft' ? 'Your VPN' : null,
    text: `Text for ${String(body?.['audience'])}`,
    answer_source: 'offline',
    state_version: 4,
    generated_at: '2026-11-20T14:00:00Z',
  });

async function dialog() {
  const { api } = serverOf();
  const view = await open(api);
  await view.user.click(screen.getByTestId('session-menu'));
  await view.user.click(await screen.findByTestId('session-menu-update'));
  await screen.findByTestId('update-write');
  return { api, ...view };
}

describe('a status update', () => {
  it('is written for each of three readers, kept while one switches', async () => {
    const { api, user } = await dialog();
    api.on('POST', `${S}/status-update`, ({ body }) => made(body));
    await user.type(screen.getByTestId('update-context'), 'at four');
    await user.click(screen.getByTestId('update-write'));
    expect(await screen.findByTestId('update-text')).toHaveValue('Text for client_update');
    await user.click(screen.getByText('E-mail', { selector: '.switch-item' }));
    await user.click(screen.getByText('Detailed', { selector: '.switch-item' }));
    await user.click(screen.getByTestId('update-write'));
    expect(await screen.findByTestId('update-subject')).toHaveValue('Your VPN');
    await user.click(screen.getByText('Client', { selector: '.switch-item' }));
    expect(screen.getByTestId('update-text')).toHaveValue('Text for client_update');
    expect(api.sent('POST', `${S}/status-update`).map((call) => call.body)).toEqual([
      { audience: 'client_update', length: 'quick', context: 'at four' },
      { audience: 'email_draft', length: 'detailed', context: 'at four' },
    ]);
  });

  it('is copied with its subject, and opened in the mail program', async () => {
    const { api, user } = await dialog();
    api.on('POST', `${S}/status-update`, ({ body }) => made(body));
    await user.click(screen.getByText('E-mail', { selector: '.switch-item' }));
    await user.click(screen.getByTestId('update-write'));
    await user.click(await screen.findByTestId('update-copy'));
    expect(await navigator.clipboard.readText()).toBe('Your VPN\n\nText for email_draft');
    expect(screen.getByTestId('update-mail')).toHaveAttribute(
      'href',
      'mailto:?subject=Your%20VPN&body=Text%20for%20email_draft',
    );
  });

  it('becomes the resolution note, from where it is checked and posted', async () => {
    const { api, user } = await dialog();
    api.on('POST', `${S}/status-update`, ({ body }) => made(body));
    await user.click(screen.getByText('Ticket', { selector: '.switch-item' }));
    await user.click(screen.getByTestId('update-write'));
    await user.click(await screen.findByTestId('update-use'));
    expect(await screen.findByTestId('note-markdown')).toHaveValue('Text for ticket_notes');
  });

  it('offers to go on without the model when the quota is spent', async () => {
    const { api, user } = await dialog();
    api.on('POST', `${S}/status-update`, ({ body }) =>
      body?.['allow_offline'] === true ? made(body) : problem(429, 'quota_exceeded', 'The plan is used up.'),
    );
    await user.click(screen.getByTestId('update-write'));
    await user.click(await screen.findByRole('button', { name: 'Go on without the language model' }));
    await waitFor(() => expect(screen.getByTestId('update-text')).toHaveValue('Text for client_update'));
  });
});
