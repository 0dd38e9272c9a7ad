import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const own = { origin: 'direct' as const };
const waiting = {
  can_write: false,
  handler_id: 'user-2',
  handler_name: 'Marc Vogel',
  owner_id: 'user-2',
  status: 'requesting_escalation' as const,
  open_handoff: { id: 'handoff-1', intent: 'escalate' as const, at: '2026-11-20T14:00:00Z', priority: null },
};

async function choose(user: Awaited<ReturnType<typeof open>>['user'], entry: string) {
  await user.click(screen.getByTestId('session-menu'));
  await user.click(await screen.findByTestId(`session-menu-${entry}`));
}

describe('what is done with a session as a whole', () => {
  it('is paused and resumed', async () => {
    const { api, becomes } = serverOf(ownSession(own));
    api
      .on('POST', `${S}/pause`, () => {
        becomes(ownSession({ ...own, status: 'paused', state_version: 5 }));
        return json(null, 204);
      })
      .on('POST', `${S}/resume`, () => json(null, 204));
    const { user } = await open(api);
    await user.click(screen.getByTestId('session-pause'));
    await user.click(await screen.findByTestId('session-resume'));
    await waitFor(() => expect(api.sent('POST', `${S}/resume`)).toHaveLength(1));
  });

  it('is abandoned with a reason in the body, never in the address (KD-22)', async () => {
    const { api } = serverOf(ownSession(own));
    api.on('POST', `${S}/abandon`, () => json(null, 204));
    const { user } = await open(api);
    await choose(user, 'abandon');
    await user.type(await screen.findByTestId('abandon-reason'), 'customer left');
    await user.click(screen.getByTestId('abandon-submit'));
    await waitFor(() => expect(api.sent('POST', `${S}/abandon`)).toHaveLength(1));
    const [call] = api.sent('POST', `${S}/abandon`);
    expect(call?.body).toEqual({ reason: 'customer left' });
    expect(call?.query.size).toBe(0);
  });

  it('is deleted by its owner after a question, and then is gone from here', async () => {
    const { api } = serverOf(ownSession(own));
    api.on('DELETE', S, () => json(null, 204)).on('GET', '/ai-sessions', () => json([]));
    const { user, router } = await open(api);
    await choose(user, 'delete');
    expect(api.sent('DELETE', S)).toHaveLength(0);
    await user.click(await screen.findByTestId('delete-submit'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/sessions'));
  });

  it('says why a session that was handed over stays (KD-18)', async () => {
    const { api } = serverOf(ownSession(own));
    api.on('DELETE', S, () =>
      problem(409, 'session_was_handed_over', 'Colleagues worked on this session; it cannot be deleted.'),
    );
    const { user } = await open(api);
    await choose(user, 'delete');
    await user.click(await screen.findByTestId('delete-submit'));
    expect(await screen.findByText(/Colleagues worked on this session/)).toBeVisible();
  });

  it('is picked up with a fresh briefing and with what one knows already', async () => {
    const { api } = serverOf(ownSession(waiting));
    api.on('POST', `${S}/pickup`, () => json({}));
    const { user } = await open(api);
    await user.click(screen.getByTestId('session-pickup'));
    await user.click(await screen.findByTestId('pickup-fresh'));
    await user.type(screen.getByTestId('pickup-context'), 'saw this last week');
    await user.click(screen.getByTestId('pickup-submit'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/pickup`)[0]?.body).toEqual({
        resume_mode: 'fresh',
        additional_context: 'saw this last week',
      }),
    );
  });

  it('names the colleague who was faster', async () => {
    const { api } = serverOf(ownSession(waiting));
    api.on('POST', `${S}/pickup`, () =>
      problem(409, 'already_claimed', 'Taken.', { claimed_by_name: 'Ana Kovac' }),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('session-pickup'));
    await user.click(await screen.findByTestId('pickup-submit'));
    expect(await screen.findByText(/Ana Kovac/)).toBeVisible();
  });

  it('is taken back while nobody has claimed it', async () => {
    const { api } = serverOf(
      ownSession({ status: 'requesting_escalation', open_handoff: waiting.open_handoff }),
    );
    api.on('POST', `${S}/handoffs/handoff-1/cancel`, () => json({}));
    const { user } = await open(api);
    await user.click(screen.getByTestId('session-take-back'));
    await waitFor(() => expect(api.sent('POST', `${S}/handoffs/handoff-1/cancel`)).toHaveLength(1));
  });
});
