import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { IntakeAnswer } from '../../api/l1';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { l1Technician, renderApp } from '../../test/renderApp';
import { activeWalk } from '../../test/samples';

const none: IntakeAnswer = {
  outcome: 'matched',
  intake_id: 'intake-1',
  session_id: null,
  near_miss: null,
  candidates: [],
  category: null,
  reason: null,
  message: null,
  clarify: null,
  warnings: [],
};
const printer = {
  flow_id: 'flow-1',
  title: 'Printer does not print',
  description: null,
  category: 'printing',
  source: 'library',
  version_no: 1,
  score: 0.68,
  why: [],
};
const suggest: IntakeAnswer = { ...none, outcome: 'suggest', near_miss: printer, candidates: [printer] };

function server(...answers: (IntakeAnswer | Response)[]) {
  const api = new FakeApi()
    .on('GET', '/l1/sessions/active', () => json([]))
    .on('GET', '/l1/escalations/mine', () => json([]))
    .on('GET', '/l1/sessions/walk-1', () => json(activeWalk()));
  return api.on('POST', '/l1/intake', () => {
    const next = answers.shift();
    return next instanceof Response ? next : json(next);
  });
}

describe('taking a call', () => {
  it('goes straight to the walk when a flow matches, and forgets the text', async () => {
    const api = server({ ...none, session_id: 'walk-1' });
    const { user, router } = renderApp('/', l1Technician, api);
    const box = await screen.findByTestId('intake-statement');
    await waitFor(() => expect(box).toHaveFocus());
    await user.type(box, 'vpn says connected{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/l1/walk/walk-1'));
    const [call] = api.sent('POST', '/l1/intake');
    expect(call?.body).toEqual({ problem_statement: 'vpn says connected' });
    expect(call?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('vpn');
  });

  it('offers a near miss and reports "none of these" with the flows that were turned down', async () => {
    const api = server(suggest, { ...none, session_id: 'walk-1', outcome: 'build' });
    const { user } = renderApp('/', l1Technician, api);
    await user.type(await screen.findByTestId('intake-statement'), 'printer is odd{Enter}');
    await user.click(await screen.findByTestId('near-miss-none'));
    await waitFor(() => expect(api.sent('POST', '/l1/intake')).toHaveLength(2));
    expect(api.sent('POST', '/l1/intake')[1]?.body).toMatchObject({
      follows_intake_id: 'intake-1',
      rejected_flow_ids: ['flow-1'],
    });
  });

  it('repeats under the same key after a failure, and starts a new one for another choice', async () => {
    const api = server(problem(503, 'service_unavailable', 'Busy.'), suggest, {
      ...none,
      session_id: 'walk-1',
    });
    const { user } = renderApp('/', l1Technician, api);
    await user.type(await screen.findByTestId('intake-statement'), 'printer{Enter}');
    expect(await screen.findByTestId('problem')).toHaveTextContent('Busy.');
    expect(screen.getByTestId('problem')).toHaveTextContent('trace-1');
    await user.click(screen.getByTestId('intake-submit'));
    await user.click(await screen.findByTestId('near-miss-use'));
    await waitFor(() => expect(api.sent('POST', '/l1/intake')).toHaveLength(3));
    const keys = api.sent('POST', '/l1/intake').map((call) => call.headers.get('Idempotency-Key'));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it('brings back what was typed before a reload', async () => {
    const api = server();
    const first = renderApp('/', l1Technician, api);
    await first.user.type(await screen.findByTestId('intake-statement'), 'half a sentence');
    first.unmount();
    renderApp('/', l1Technician, api);
    expect(await screen.findByTestId('intake-statement')).toHaveValue('half a sentence');
  });

  it('lets a call without steps be escalated at once', async () => {
    const api = server({ ...none, outcome: 'out_of_scope', reason: 'hard_floor', message: 'Not for L1.' }).on(
      'POST',
      '/l1/escalate-without-walk',
      () => json(activeWalk({ status: 'escalated' })),
    );
    const { user } = renderApp('/', l1Technician, api);
    await user.type(await screen.findByTestId('intake-statement'), 'open a firewall port{Enter}');
    expect(await screen.findByText('Not for L1.')).toBeVisible();
    await user.click(screen.getByTestId('out-of-scope-escalate'));
    await user.selectOptions(await screen.findByTestId('escalate-category'), 'out_of_scope');
    await user.click(screen.getByTestId('escalate-submit'));
    await waitFor(() => expect(api.sent('POST', '/l1/escalate-without-walk')).toHaveLength(1));
    expect(api.sent('POST', '/l1/escalate-without-walk')[0]?.body).toEqual({
      problem_statement: 'open a firewall port',
      reason_category: 'out_of_scope',
      priority: 'normal',
      follows_intake_id: 'intake-1',
    });
  });
});
