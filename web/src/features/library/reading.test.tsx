import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFigures } from '../../api/flows';
import { FakeApi, json } from '../../test/fakeApi';
import { engineer, l1Technician, renderApp } from '../../test/renderApp';
import { changeNode } from './model/edits';
import { printerFlow, printerStructure } from './test/flowSamples';

const VERSIONS = [2, 1].map((version_no) => ({
  version_no,
  published_at: '2026-11-20T14:00:00Z',
  published_by_name: 'Dana Reyes',
  change_note: version_no === 2 ? 'Clearer words' : null,
  node_count: 5,
  checksum: 'x',
}));

function figures(more: Partial<FlowFigures> = {}): FlowFigures {
  return {
    walks: 20,
    resolved: 8,
    escalated: 9,
    abandoned: 3,
    active: 0,
    helpful_rate: 0.9,
    median_steps: 2,
    median_seconds: 95,
    nodes: printerStructure().nodes.map((node) => ({
      node_id: node.id,
      type: node.type,
      text: node.text,
      visits: node.id === 'q_paper' ? 12 : 4,
      answers: node.options.map(({ value, label }, at) => ({ value, label, count: at === 0 ? 3 : 1 })),
      exits: { resolved: 0, escalated: node.id === 'q_paper' ? 6 : 0, abandoned: 0 },
      backs: 1,
      median_dwell_seconds: 20,
      dead_end: node.id === 'q_paper',
    })),
    unused_options: [{ node_id: 'q_paper', value: 'out', label: 'It went out' }],
    top_paths: [{ node_ids: ['q_power', 'q_paper'], outcome: 'escalated', count: 6 }],
    ...more,
  };
}

function server() {
  const [newest, oldest] = VERSIONS;
  return new FakeApi()
    .on('GET', '/flows', () => json([]))
    .on('GET', '/flows/categories', () =>
      json([{ key: 'printing', label: 'Printing', flow_count: 1, ai_build_enabled: true }]),
    )
    .on('GET', '/flows/problems', () => json([]))
    .on('GET', '/flows/flow-1', () => json(printerFlow()))
    .on('GET', '/flows/flow-1/versions', () => json(VERSIONS))
    .on('GET', '/flows/flow-1/versions/2', () =>
      json({ ...newest, ...changeNode(printerStructure(), 'q_paper', { text: 'Any paper?' }) }),
    )
    .on('GET', '/flows/flow-1/versions/1', () => json({ ...oldest, ...printerStructure() }))
    .on('GET', '/analytics/flows/flow-1', () => json(figures()));
}

beforeEach(() => localStorage.setItem('rf.tree-view', 'outline'));

describe('versions', () => {
  it('show what a version changed, on the tree and word by word', async () => {
    renderApp('/flows/flow-1/versions', l1Technician, server());
    const change = await screen.findByTestId('diff-changed-q_paper');
    expect(within(change).getByText('Is there paper?').tagName).toBe('DEL');
    expect(within(change).getByText('Any paper?', { selector: 'ins' })).toBeVisible();
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('Changed');
    expect(screen.queryByTestId('version-restore')).not.toBeInTheDocument();
  });

  it('become a draft again, under the number the draft has now', async () => {
    const api = server()
      .on('GET', '/flows/flow-1', () => json(printerFlow({ draft_version: 6 })))
      .on('POST', '/flows/flow-1/draft', () => json(printerFlow({ draft_version: 7 })))
      .on('POST', '/flows/flow-1/validate', () => json({ valid: true, errors: [], warnings: [] }));
    const { user, router } = renderApp('/flows/flow-1/versions?n=1', engineer, api);
    await user.click(await screen.findByTestId('version-restore'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/flows/flow-1/edit'));
    expect(api.sent('POST', '/flows/flow-1/draft')[0]?.body).toEqual({ from_version: 1, version: 6 });
  });
});

describe('path analytics', () => {
  it('are painted on the tree, dead ends first', async () => {
    const { user } = renderApp('/flows/flow-1/analytics', engineer, server());
    expect(await screen.findByTestId('figures')).toHaveTextContent('20');
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('Dead end');
    expect(screen.getByTestId('node-figures')).toHaveTextContent('Is there paper?');
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('Yes3×');
    await user.click(screen.getByTestId('outline-q_power'));
    expect(screen.getByTestId('node-figures')).toHaveTextContent('75%');
  });

  it('ask for another period and for one version', async () => {
    const api = server();
    const { user } = renderApp('/flows/flow-1/analytics', engineer, api);
    await user.selectOptions(await screen.findByTestId('figures-period'), '7d');
    await user.selectOptions(screen.getByTestId('figures-version'), '1');
    await waitFor(() => {
      const last = api.sent('GET', '/analytics/flows/flow-1').at(-1)?.query;
      expect([last?.get('period'), last?.get('version')]).toEqual(['7d', '1']);
    });
    expect(await screen.findByTestId('outline-q_paper')).toHaveTextContent('Is there paper?');
  });
});

describe('calls without a flow', () => {
  const row = {
    intake_id: 'intake-1',
    problem_statement: 'The label printer prints upside down',
    outcome: 'out_of_scope',
    reason: 'category_disabled',
    category: 'printing',
    near_miss: { flow_id: 'flow-1', title: 'Printer does not print', score: 0.52 },
    p_flow: 0.3,
    mode: 'hybrid',
    followed_by: { session_id: 'walk-3', session_kind: 'adhoc', status: 'escalated' },
    created_by_name: 'Lena Ortiz',
    created_at: '2026-11-20T14:00:00Z',
  };

  it('open on the category a notice names, and become flows', async () => {
    const api = server().on('GET', '/l1/demand', () => json([row]));
    const { user } = renderApp('/l1/demand?category=printing', engineer, api);
    expect(await screen.findByText('The label printer prints upside down')).toBeVisible();
    const query = api.sent('GET', '/l1/demand')[0]?.query;
    expect([query?.get('category'), query?.get('unmet')]).toEqual(['printing', 'true']);
    expect(screen.getByText(/Notes only · Escalated/)).toHaveAttribute('href', '/l1/walk/walk-3');
    await user.click(screen.getByText('Write a flow'));
    expect(screen.getByTestId('new-flow-title')).toHaveValue('The label printer prints upside down');
    expect(screen.getByTestId('new-flow-category')).toHaveValue('printing');
  });

  it('are reached from a notice', async () => {
    const api = server()
      .on('GET', '/l1/demand', () => json([row]))
      .on('GET', '/notifications', () =>
        json([
          {
            id: 'notice-1',
            title: '5 calls about printing found no flow',
            body: null,
            link: '/l1/demand?category=printing',
            settled_text: null,
            read_at: null,
            created_at: '2026-11-20T14:00:00Z',
          },
        ]),
      );
    const { user, router } = renderApp('/flows', engineer, api);
    await user.click(await screen.findByTestId('notices'));
    await user.click(await screen.findByText('5 calls about printing found no flow'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/l1/demand'));
    expect(router.state.location.search).toEqual({ category: 'printing' });
    expect(await screen.findByTestId('demand-row')).toBeVisible();
  });
});
