import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { UsageGroup } from '../../../api/ai';
import { FakeApi, json } from '../../../test/fakeApi';
import { owner, renderApp } from '../../../test/renderApp';
import { daysWithGaps, ranked, sumOf, type Slice } from './measures';
import { spanOf } from './spans';

const group = (calls: number, cost: number): UsageGroup => ({
  calls,
  counted_calls: calls,
  failed_calls: 0,
  offline_calls: 0,
  input_tokens: calls * 10,
  output_tokens: calls,
  cost_micros: cost,
  unknown_usage_calls: 0,
});

function server() {
  return new FakeApi()
    .on('GET', '/ai/usage/summary', () =>
      json({
        window: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
        totals: group(42, 1_500_000),
        by_task: [
          { task: 'chat_message', ...group(40, 1_400_000) },
          { task: 'embed', ...group(2, 100_000) },
        ],
        by_model: [{ model: 'claude-sonnet-5', ...group(42, 1_500_000) }],
        by_day: [
          { day: '2026-11-20', ...group(30, 1_000_000) },
          { day: '2026-11-18', ...group(12, 500_000) },
        ],
        cache_read_percent: 31,
        cost_per_session_micros: 120_000,
        forecast: {
          method: 'mean_7d',
          projected_calls: 2100,
          projected_cost_micros: 60_000_000,
          runs_out_on: '2026-11-28',
        },
      }),
    )
    .on('GET', '/ai/usage', () =>
      json([
        { user_id: 'user-1', user_name: 'Dana Reyes', ...group(41, 1_450_000) },
        { user_id: null, user_name: null, ...group(1, 50_000) },
      ]),
    )
    .on('GET', '/ai/quota', () =>
      json({ monthly_limit: 2000, cost: { limit_micros: 50_000_000 }, monthly_used: 0, monthly_reserved: 0 }),
    );
}

describe('AI usage', () => {
  it('says each chart in words, and has all its figures in a table', async () => {
    const { user } = renderApp('/account/usage', owner, server());
    const chart = await screen.findByTestId('usage-by-user-chart');
    await waitFor(() =>
      expect(screen.getByTestId('usage-by-user-chart')).toHaveAccessibleName(/Dana Reyes, 41/),
    );
    expect(chart).toHaveAttribute('role', 'img');
    const panel = screen.getByTestId('usage-by-user');
    await user.click(within(panel).getByText('Table'));
    const rows = within(panel)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows).toEqual([
      'PersonCallsFailedOfflineTokens inTokens outCost',
      'Dana Reyes410041041$1.45',
      'in the background100101$0.05',
      'Total420042042$1.50',
    ]);
  });

  it('says when the plan would be used up', async () => {
    renderApp('/account/usage', owner, server());
    const forecast = await screen.findByTestId('usage-forecast');
    await waitFor(() => expect(forecast).toHaveTextContent('2,100 of 2,000'));
    expect(within(forecast).getByTestId('forecast-end')).toHaveTextContent('used up on 28 Nov');
  });

  it('asks for another span, and downloads that span with the token', async () => {
    const api = server();
    const saved = vi.fn();
    URL.createObjectURL = () => 'blob:test';
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(saved);
    const { user } = renderApp('/account/usage', owner, api);
    await user.selectOptions(await screen.findByTestId('usage-span'), 'last7');
    await waitFor(() =>
      expect(api.sent('GET', '/ai/usage/summary').at(-1)?.query.get('from')).not.toBeNull(),
    );
    await user.click(screen.getByTestId('usage-csv'));
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    const call = api.sent('GET', '/ai/usage').find((one) => one.query.get('format') === 'csv');
    expect(call?.headers.get('Authorization')).toBe('Bearer token');
    expect(call?.query.get('from')).not.toBeNull();
  });
});

describe('the figures of a chart', () => {
  it('show days without calls as gaps', () => {
    const days = daysWithGaps(
      [
        { day: '2026-11-20', ...group(1, 1) },
        { day: '2026-11-18', ...group(2, 2) },
      ],
      (day) => ({ day, ...sumOf([]) }),
    );
    expect(days.map(({ day, calls }) => [day, calls])).toEqual([
      ['2026-11-18', 2],
      ['2026-11-19', 0],
      ['2026-11-20', 1],
    ]);
  });

  it('put what does not fit into one last bar, without losing any of it', () => {
    const slices: Slice[] = [5, 1, 3, 2].map((calls) => ({
      key: `${calls}`,
      name: `${calls}`,
      group: group(calls, 0),
    }));
    const shown = ranked(slices, 'calls', 3);
    expect(shown.map((slice) => slice.name)).toEqual(['5', '3', '2 more']);
    expect(shown[2]?.group.calls).toBe(3);
  });

  it('are asked for in full hours, so that looking again asks the same', () => {
    const at = Date.parse('2026-11-21T10:20:00Z');
    expect(spanOf('last7', at)).toEqual({ from: '2026-11-14T11:00:00.000Z', to: '2026-11-21T11:00:00.000Z' });
    expect(spanOf('last7', at + 60_000)).toEqual(spanOf('last7', at));
    expect(spanOf('month', at)).toEqual({});
  });
});
