import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Walk } from '../../api/l1';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, l1Technician, renderApp } from '../../test/renderApp';
import { activeWalk, question } from '../../test/samples';

const second = activeWalk({ version: 2, current_node: question('q2', 'Does the folder open?') });

function serverWith(walk: Walk) {
  let current = walk;
  const api = new FakeApi().on('GET', '/l1/sessions/walk-1', () => json(current));
  return { api, becomes: (next: Walk) => (current = next) };
}

async function open(api: FakeApi) {
  const view = renderApp('/l1/walk/walk-1', l1Technician, api);
  await screen.findByTestId('walk-head');
  return view;
}

describe('the walker', () => {
  it('answers by number key and shows the next question', async () => {
    const { api } = serverWith(activeWalk());
    api.on('POST', '/l1/sessions/walk-1/step', () => json(second));
    const { user } = await open(api);
    await user.keyboard('2');
    await waitFor(() =>
      expect(screen.getByTestId('walk-question')).toHaveTextContent('Does the folder open?'),
    );
    expect(screen.getByTestId('walk-question')).toHaveFocus();
    expect(api.sent('POST', '/l1/sessions/walk-1/step')[0]?.body).toEqual({
      node_id: 'q1',
      answer: 'no',
      version: 1,
    });
  });

  it('sends one step when a key bounces before the page could react (KD-58)', async () => {
    const { api } = serverWith(activeWalk());
    api.on('POST', '/l1/sessions/walk-1/step', () => json(second));
    await open(api);
    act(() => {
      for (const key of ['1', '1']) window.dispatchEvent(new KeyboardEvent('keydown', { key }));
    });
    await screen.findByText('Does the folder open?');
    expect(api.sent('POST', '/l1/sessions/walk-1/step')).toHaveLength(1);
  });

  it('shows the current question without drama when somebody was faster', async () => {
    const { api, becomes } = serverWith(activeWalk());
    api.on('POST', '/l1/sessions/walk-1/step', () => {
      becomes(second);
      return problem(409, 'stale_node', 'Already answered.', { node: second.current_node, version: 2 });
    });
    const { user } = await open(api);
    await user.click(screen.getByTestId('walk-option-1'));
    await screen.findByText('Does the folder open?');
    expect(screen.queryByTestId('problem')).not.toBeInTheDocument();
  });

  it('does not take typed letters and digits for shortcuts', async () => {
    const { api } = serverWith(activeWalk());
    const { user } = await open(api);
    await user.keyboard('n');
    expect(screen.getByTestId('walk-note')).toHaveFocus();
    await user.keyboard('Room 12 by the exit');
    expect(screen.getByTestId('walk-note')).toHaveValue('Room 12 by the exit');
    expect(api.calls.filter((call) => call.method === 'POST')).toHaveLength(0);
  });

  it('adds a note on top of a colleague’s when both wrote at once (KD-64)', async () => {
    const theirs = { id: 'note-1', text: 'theirs', author_name: 'Bo' };
    const { api, becomes } = serverWith(activeWalk());
    api.on('POST', '/l1/sessions/walk-1/notes', (call) => {
      if (call.body?.['version'] === 0) {
        becomes(activeWalk({ walk_notes: [theirs], notes_version: 1 }));
        return problem(409, 'version_conflict', 'Changed.', { current_version: 1 });
      }
      return json(activeWalk({ walk_notes: [theirs, { id: 'note-2', text: 'mine' }], notes_version: 2 }));
    });
    const { user } = await open(api);
    await user.type(screen.getByTestId('walk-note'), 'mine');
    await user.click(screen.getByTestId('walk-note-save'));
    expect(await screen.findByText('theirs')).toBeVisible();
    expect(api.sent('POST', '/l1/sessions/walk-1/notes')[1]?.body).toEqual({
      notes: [{ id: 'note-1', text: 'theirs' }, { text: 'mine' }],
      version: 1,
    });
    expect(screen.getByTestId('walk-note')).toHaveValue('');
  });

  it('fills the escalation from the leaf and saves an unsaved note first', async () => {
    const leaf = question('leaf', 'Hand it over', {
      type: 'escalate',
      options: [],
      terminal: true,
      proposed_close: {
        action: 'escalate',
        resolution_notes: null,
        reason_category: 'needs_permissions',
        reason: 'Needs a server.',
        priority: 'high',
        hand_off_to: null,
        include: null,
      },
    });
    const { api } = serverWith(activeWalk({ current_node: leaf }));
    api
      .on('POST', '/l1/sessions/walk-1/notes', () =>
        json(activeWalk({ current_node: leaf, notes_version: 1 })),
      )
      .on('POST', '/l1/sessions/walk-1/escalate', () => json(activeWalk({ status: 'escalated' })));
    const { user } = await open(api);
    await user.type(screen.getByTestId('walk-note'), 'router is new');
    await user.click(screen.getByTestId('walk-escalate'));
    await user.click(await screen.findByTestId('escalate-submit'));
    await screen.findByTestId('walk-closed');
    expect(api.calls.filter((call) => call.method === 'POST').map((call) => call.path)).toEqual([
      '/l1/sessions/walk-1/notes',
      '/l1/sessions/walk-1/escalate',
    ]);
    expect(api.sent('POST', '/l1/sessions/walk-1/escalate')[0]?.body).toEqual({
      reason_category: 'needs_permissions',
      reason: 'Needs a server.',
      priority: 'high',
    });
  });

  it('asks for a reason when the category is "other"', async () => {
    const { api } = serverWith(activeWalk());
    const { user } = await open(api);
    await user.keyboard('e');
    await user.selectOptions(await screen.findByTestId('escalate-category'), 'other');
    await user.click(screen.getByTestId('escalate-submit'));
    expect(screen.getByText('Say why in a few words.')).toBeVisible();
    expect(api.calls.filter((call) => call.method === 'POST')).toHaveLength(0);
  });

  it('builds the first AI question once, and goes on without a model when asked to', async () => {
    const empty = activeWalk({ session_kind: 'ai_build', current_node: null });
    const built = question('n1', 'Since when?', { origin: 'offline' });
    const { api, becomes } = serverWith(empty);
    api.on('POST', '/l1/sessions/walk-1/next-node', (call) => {
      if (call.body?.['allow_offline'] !== true) {
        return problem(429, 'quota_exceeded', 'The calls of this month are used up.');
      }
      becomes({ ...empty, current_node: built, version: 2 });
      return json({ node: built, version: 2 });
    });
    const { user } = await open(api);
    expect(await screen.findByTestId('problem')).toHaveTextContent('used up');
    expect(api.sent('POST', '/l1/sessions/walk-1/next-node')).toHaveLength(1);
    await user.click(screen.getByText('Go on without the language model'));
    expect(await screen.findByText('Since when?')).toBeVisible();
  });

  it('takes an unsaved note along with the answer', async () => {
    const { api, becomes } = serverWith(activeWalk());
    api.on('POST', '/l1/sessions/walk-1/step', () => {
      const next = activeWalk({ current_node: question('q2', 'Which room?'), version: 2 });
      becomes(next);
      return json(next);
    });
    const { user } = await open(api);
    await user.type(screen.getByTestId('walk-note'), 'router is new');
    expect(screen.getByText(/Goes along with your next answer/)).toBeVisible();
    await user.click(screen.getByTestId('walk-option-1'));
    expect(await screen.findByText('Which room?')).toBeVisible();
    expect(api.sent('POST', '/l1/sessions/walk-1/step')[0]?.body).toMatchObject({ note: 'router is new' });
    await waitFor(() => expect(screen.getByTestId('walk-note')).toHaveValue(''));
  });

  it('offers the commands of a step to be copied', async () => {
    const { api } = serverWith(
      activeWalk({
        current_node: question('q1', 'Flush it', { detail: 'Run `ipconfig /flushdns`, then `ping server`.' }),
      }),
    );
    await open(api);
    const commands = within(screen.getByTestId('walk-commands'));
    expect(commands.getByText('ipconfig /flushdns')).toBeVisible();
    expect(commands.getAllByRole('button', { name: 'Copy' })).toHaveLength(2);
  });

  it('goes back to any earlier answer, and keeps what was taken back readable', async () => {
    const entry = (id: string, text: string) => ({
      step_id: id,
      seq: 1,
      node_id: id,
      question: text,
      answer: 'yes',
      answer_label: 'Yes',
      l1_note: null,
      frame: 0,
      actor_name: 'Lena Ortiz',
      answered_at: null,
    });
    const walk = activeWalk({
      walked_path: [entry('s1', 'Is it on?'), entry('s2', 'Is it lit?')],
      superseded_path: [entry('s0', 'Is it plugged in?')],
    });
    const { api } = serverWith(walk);
    api.on('POST', '/l1/sessions/walk-1/back', () => json({ ...walk, version: 2 }));
    const { user } = await open(api);
    await user.click(screen.getByRole('button', { name: 'Back to: Is it on?' }));
    await waitFor(() =>
      expect(api.sent('POST', '/l1/sessions/walk-1/back')[0]?.body).toEqual({ version: 1, to_step_id: 's1' }),
    );
    await user.click(screen.getByText('1 answer taken back'));
    expect(screen.getByText('Is it plugged in?')).toBeVisible();
  });

  it('labels AI-built steps and says what they are', async () => {
    const { api } = serverWith(
      activeWalk({
        session_kind: 'ai_build',
        current_node: question('n1', 'Since when?', { origin: 'model' }),
      }),
    );
    await open(api);
    expect(screen.getByTestId('walk-disclaimer')).toHaveTextContent('no published flow');
    expect(screen.getByTestId('walk-origin')).toHaveTextContent('AI-built step');
  });

  it('is abandoned with a reason, and opened again', async () => {
    const { api } = serverWith(activeWalk());
    api
      .on('POST', '/l1/sessions/walk-1/abandon', () => json(activeWalk({ status: 'abandoned' })))
      .on('POST', '/l1/sessions/walk-1/reopen', () => json(activeWalk({ version: 3 })));
    const { user } = await open(api);
    await user.click(screen.getByTestId('walk-abandon'));
    await user.click(await screen.findByTestId('abandon-submit'));
    expect(api.sent('POST', '/l1/sessions/walk-1/abandon')).toHaveLength(0);
    await user.click(screen.getByTestId('abandon-caller_gone'));
    await user.click(screen.getByTestId('abandon-submit'));
    await user.click(await screen.findByTestId('walk-reopen'));
    expect(await screen.findByTestId('walk-question')).toBeVisible();
    expect(api.sent('POST', '/l1/sessions/walk-1/abandon')[0]?.body).toEqual({ reason: 'caller_gone' });
  });

  it('is taken over from a colleague; the second to try sees who has it', async () => {
    const theirs = activeWalk({ handled_by_id: 'user-2', handled_by_name: 'Bo' });
    const { api, becomes } = serverWith(theirs);
    api.on('POST', '/l1/sessions/walk-1/take-over', () => {
      becomes(activeWalk({ handled_by_id: 'user-3', handled_by_name: 'Cy', version: 2 }));
      return problem(409, 'already_taken_over', 'Cy was faster.', { handled_by_name: 'Cy' });
    });
    const { user } = await open(api);
    await user.click(screen.getByTestId('walk-take-over'));
    expect(await screen.findByText('with Cy')).toBeVisible();
    expect(api.sent('POST', '/l1/sessions/walk-1/take-over')[0]?.body).toEqual({ from_user_id: 'user-2' });
  });

  it('is read along by engineers who take no calls', async () => {
    const { api } = serverWith(activeWalk());
    renderApp('/l1/walk/walk-1', engineer, api);
    expect(await screen.findByTestId('walk-read-along')).toHaveTextContent('Lena Ortiz is on this call');
    expect(screen.getByTestId('walk-question')).toHaveTextContent('Is it connected?');
    expect(screen.queryByTestId('walk-option-1')).not.toBeInTheDocument();
    expect(screen.queryByTestId('walk-resolve')).not.toBeInTheDocument();
  });
});
