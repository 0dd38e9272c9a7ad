import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../api/fixes';
import type { SessionDetail } from '../../api/sessions';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, renderApp } from '../../test/renderApp';
import { ownSession } from '../../test/samples';

const S = '/ai-sessions/session-1';
const preview = {
  markdown: '## Problem\nVPN drops.',
  from_cache: false,
  state_version: 4,
  answer_source: 'offline',
  generated_at: '2026-11-20T14:00:00Z',
};
const posted = {
  outcome: 'resolved',
  session_status: 'resolved',
  external_id: '88121',
  posted_at: '2026-11-20T14:03:05Z',
  verified_status_id: '16',
  verified_status_name: 'Completed',
  status_transition_skipped_reason: null,
  writeback_id: 'writeback-1',
  visibility: 'customer',
};
const fix: Fix = {
  id: 'fix-1',
  source: 'ai',
  title: 'Renew the adapter',
  description: null,
  confidence: 70,
  script: null,
  script_language: null,
  status: 'proposed',
  user_decision: null,
  is_active: true,
  is_verifying: false,
  applied_at: null,
  partial_notes: null,
  failure_reason: null,
  pending_reason: null,
  ai_outcome_proposal: null,
};

function server(session: SessionDetail = ownSession()) {
  let current = session;
  const api = new FakeApi()
    .on('GET', S, () => json(current))
    .on('GET', `${S}/facts`, () => json([]))
    .on('GET', `${S}/handoffs`, () => json([]))
    .on('POST', `${S}/resolution-note/preview`, () => json(preview));
  return { api, becomes: (next: SessionDetail) => (current = next) };
}

async function open(api: FakeApi) {
  const view = renderApp('/pilot/session-1', engineer, api);
  await screen.findByTestId('session-title');
  return view;
}

describe('the session page', () => {
  it('posts the edited note after a confirmation and shows what the ticket says now', async () => {
    const { api, becomes } = server();
    api.on('POST', `${S}/resolution-note/post`, () => {
      becomes(ownSession({ status: 'resolved', can_write: false }));
      return json(posted);
    });
    const { user } = await open(api);
    await user.click(screen.getByTestId('note-preview'));
    await user.type(await screen.findByTestId('note-markdown'), ' Since nine.');
    await user.click(screen.getByTestId('note-post'));
    expect(api.sent('POST', `${S}/resolution-note/post`)).toHaveLength(0);
    await user.click(await screen.findByTestId('note-post-confirm'));
    expect(await screen.findByTestId('note-result')).toHaveTextContent('Completed');
    expect(screen.getByTestId('receipt')).toHaveAttribute('data-writeback-id', 'writeback-1');
    const [call] = api.sent('POST', `${S}/resolution-note/post`);
    expect(call?.body).toEqual({ markdown: '## Problem\nVPN drops. Since nine.', state_version: 4 });
    expect(call?.headers.get('Idempotency-Key')).not.toBeNull();
  });

  it('keeps the note and repeats under the same key when the status was not verified (KD-30)', async () => {
    const { api } = server();
    api.on('POST', `${S}/resolution-note/post`, () =>
      problem(502, 'psa_status_not_verified', 'The note is in ticket 1042, but the status is not.'),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('note-preview'));
    await user.click(await screen.findByTestId('note-post'));
    await user.click(await screen.findByTestId('note-post-confirm'));
    await user.click(await screen.findByTestId('note-post-again'));
    await waitFor(() => expect(api.sent('POST', `${S}/resolution-note/post`)).toHaveLength(2));
    const [first, second] = api.sent('POST', `${S}/resolution-note/post`);
    expect(second?.headers.get('Idempotency-Key')).toBe(first?.headers.get('Idempotency-Key'));
    expect(second?.body).toEqual(first?.body);
    expect(screen.getByTestId('note-markdown')).toHaveValue(preview.markdown);
  });

  it('does not replace an edited note without asking', async () => {
    const { api } = server();
    const { user } = await open(api);
    await user.click(screen.getByTestId('note-preview'));
    await user.type(await screen.findByTestId('note-markdown'), ' mine');
    await user.click(screen.getByTestId('note-preview'));
    expect(await screen.findByRole('alertdialog')).toBeVisible();
    expect(api.sent('POST', `${S}/resolution-note/preview`)).toHaveLength(1);
  });

  it('needs words for a partial outcome and sends them', async () => {
    const { api } = server(ownSession({ active_fix: fix }));
    api.on('PATCH', `${S}/suggested-fixes/fix-1/outcome`, () => json({ ...fix, status: 'applied_partial' }));
    const { user } = await open(api);
    expect(screen.getByTestId('fix-title')).toHaveTextContent('Renew the adapter');
    await user.click(screen.getByTestId('fix-outcome-partial'));
    expect(screen.getByText('Say in a few words what worked and what did not.')).toBeVisible();
    await user.type(screen.getByTestId('fix-outcome-notes'), 'only on Wi-Fi');
    await user.click(screen.getByTestId('fix-outcome-partial'));
    await waitFor(() =>
      expect(api.sent('PATCH', `${S}/suggested-fixes/fix-1/outcome`)[0]?.body).toEqual({
        outcome: 'applied_partial',
        notes: 'only on Wi-Fi',
      }),
    );
  });

  it('puts an answer onto the assistant’s newer task lane instead of overwriting it (KD-19)', async () => {
    const item = { id: 'i1', text: 'Which name server?', context: null, options: ['Router'], state: 'open' };
    const added = { ...item, id: 'i2', text: 'Since when?', options: [] };
    const lane = { version: 1, questions: [item], actions: [], responses: {} };
    const { api } = server(ownSession({ pending_task_lane: lane }));
    api.on('PUT', `${S}/task-lane`, (call) =>
      call.body?.['version'] === 1
        ? problem(409, 'version_conflict', 'Changed.', {
            current_version: 2,
            current: { version: 2, questions: [item, added], actions: [], responses: {} },
          })
        : json(null, 204),
    );
    const { user } = await open(api);
    await user.click(screen.getByRole('button', { name: 'Router' }));
    await waitFor(() => expect(api.sent('PUT', `${S}/task-lane`)).toHaveLength(2));
    expect(api.sent('PUT', `${S}/task-lane`)[1]?.body).toMatchObject({
      version: 2,
      questions: [{ id: 'i1' }, { id: 'i2' }],
      responses: { i1: { choice: 'Router', state: 'draft' } },
    });
  });

  it('takes a check of the engineer’s own, and one away', async () => {
    const item = { id: 'i1', text: 'Which name server?', context: null, options: [], state: 'open' };
    const lane = { version: 1, questions: [item], actions: [], responses: {} };
    const { api } = server(ownSession({ pending_task_lane: lane }));
    api.on('PUT', `${S}/task-lane`, () => json(null, 204));
    const { user } = await open(api);
    await user.type(screen.getByTestId('lane-own'), 'Ping the gateway');
    await user.click(screen.getByTestId('lane-add'));
    await waitFor(() => expect(screen.getByTestId('lane-own')).toHaveValue(''));
    expect(api.sent('PUT', `${S}/task-lane`)[0]?.body).toMatchObject({
      questions: [{ id: 'i1' }],
      actions: [{ label: 'Ping the gateway', command: null, description: null }],
    });
    await user.click(screen.getByRole('button', { name: 'Remove: Which name server?' }));
    await waitFor(() =>
      expect(api.sent('PUT', `${S}/task-lane`)[1]?.body).toMatchObject({ questions: [], actions: [] }),
    );
  });

  it('lets a stored message that was not answered be sent again', async () => {
    const failed = {
      message_id: 'm1',
      seq: 1,
      role: 'user' as const,
      author_name: 'Dana Reyes',
      content: 'what now?',
      delivery: 'failed' as const,
      answer_source: null,
      created_at: '2026-11-20T14:00:00Z',
    };
    const { api } = server(ownSession({ conversation_messages: [failed] }));
    api.on('POST', `${S}/chat`, () => json({}));
    const { user } = await open(api);
    await user.click(screen.getByRole('button', { name: 'Go on without the language model' }));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/chat`)[0]?.body).toEqual({ retry_message_id: 'm1', allow_offline: true }),
    );
  });

  it('is read-only while a colleague works the session', async () => {
    const { api } = server(
      ownSession({ can_write: false, handler_id: 'user-2', handler_name: 'Marc Vogel' }),
    );
    await open(api);
    expect(screen.getByText('Marc Vogel works this session. You can read along.')).toBeVisible();
    expect(screen.queryByTestId('chat-message')).not.toBeInTheDocument();
    expect(screen.queryByTestId('fact-text')).not.toBeInTheDocument();
    expect(screen.queryByTestId('note-preview')).not.toBeInTheDocument();
  });
});
