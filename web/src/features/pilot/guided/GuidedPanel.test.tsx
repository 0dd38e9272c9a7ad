import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SessionDetail, SessionStep } from '../../../api/sessions';
import { FakeApi, json, problem } from '../../../test/fakeApi';
import { engineer, renderApp } from '../../../test/renderApp';
import { ownSession } from '../../../test/samples';

const S = '/ai-sessions/session-1';

function step(more: Partial<SessionStep> = {}): SessionStep {
  return {
    step_id: 'step-1',
    step_order: 1,
    step_type: 'question',
    content: { text: 'Can others print?' },
    options: [
      { label: 'Yes', value: 'yes', followup_hint: null },
      { label: 'No', value: 'no', followup_hint: null },
    ],
    allow_free_text: true,
    allow_skip: true,
    answer_source: 'offline',
    state: 'pending',
    response: null,
    ...more,
  };
}

function server(session: SessionDetail) {
  let current = session;
  const api = new FakeApi()
    .on('GET', S, () => json(current))
    .on('GET', `${S}/facts`, () => json([]))
    .on('GET', `${S}/handoffs`, () => json([]))
    .on('POST', `${S}/respond`, () => {
      current = guided([
        step({ state: 'answered' }),
        step({ step_id: 'step-2', step_order: 2, content: { text: 'Restart the spooler.' } }),
      ]);
      return json({ session_id: 'session-1' });
    });
  return api;
}

function guided(steps: SessionStep[], more: Partial<SessionDetail> = {}) {
  return ownSession({ session_type: 'guided', steps, ...more });
}

describe('guided work', () => {
  it('shows the step with its source, takes an answer by digit and shows the next one', async () => {
    const api = server(guided([step()]));
    const { user } = renderApp('/pilot/session-1', engineer, api);
    expect(await screen.findByTestId('guided-question')).toHaveTextContent('Can others print?');
    expect(screen.getByText('Written without a language model')).toBeVisible();
    await user.keyboard('2');
    await waitFor(() =>
      expect(screen.getByTestId('guided-question')).toHaveTextContent('Restart the spooler.'),
    );
    expect(api.sent('POST', `${S}/respond`).map((call) => call.body)).toEqual([
      { step_id: 'step-1', selected_option: 'no' },
    ]);
  });

  it('does not take a digit typed into the answer box for a choice', async () => {
    const api = server(guided([step()]));
    const { user } = renderApp('/pilot/session-1', engineer, api);
    await user.type(await screen.findByTestId('guided-text'), '2 of 5 can{Enter}');
    await waitFor(() =>
      expect(api.sent('POST', `${S}/respond`).map((call) => call.body)).toEqual([
        { step_id: 'step-1', free_text: '2 of 5 can' },
      ]),
    );
  });

  it('keeps the answer when the model fails and asks for the next step without it', async () => {
    let failed = false;
    const stored = guided([
      step({
        state: 'answered',
        response: { selected_option: 'yes', selected_label: 'Yes', free_text: null, responded_by_name: null },
      }),
    ]);
    const api = new FakeApi()
      .on('GET', S, () => json(failed ? stored : guided([step()])))
      .on('GET', `${S}/facts`, () => json([]))
      .on('GET', `${S}/handoffs`, () => json([]))
      .on('POST', `${S}/respond`, () => {
        failed = true;
        return problem(502, 'ai_provider_error', 'The model did not answer.', { saved: true });
      });
    const { user } = renderApp('/pilot/session-1', engineer, api);
    await user.click(await screen.findByTestId('guided-option-1'));
    await user.click(await screen.findByTestId('guided-offline'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/respond`).at(-1)?.body).toEqual({
        step_id: 'step-1',
        selected_option: 'yes',
        allow_offline: true,
      }),
    );
  });

  it('shows a reader the step without anything to press', async () => {
    renderApp('/pilot/session-1', engineer, server(guided([step()], { can_write: false })));
    await screen.findByTestId('guided-question');
    expect(screen.queryByTestId('guided-option-1')).not.toBeInTheDocument();
    expect(screen.queryByTestId('guided-text')).not.toBeInTheDocument();
  });
});
