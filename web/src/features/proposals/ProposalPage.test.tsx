import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '../../api/proposals';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, renderApp } from '../../test/renderApp';
import { newFlowProposal, printerFlow, printerStructure } from '../library/test/flowSamples';

const REVIEW = '/flow-proposals/proposal-1/review';

function server(proposal: Proposal = newFlowProposal()) {
  return new FakeApi()
    .on('GET', '/flows', () => json([]))
    .on('GET', '/flows/categories', () => json([]))
    .on('GET', '/flow-proposals', () => json([proposal]))
    .on('GET', '/flow-proposals/stats', () =>
      json({
        by_status: { pending: 3 },
        by_type: {},
        by_source: {},
        validated_pending: 1,
        oldest_pending_at: '2026-11-20T14:00:00Z',
      }),
    )
    .on('GET', '/flow-proposals/proposal-1', () => json(proposal))
    .on('POST', REVIEW, ({ body }) =>
      json(
        newFlowProposal({
          status: body?.['action'] === 'reject' ? 'rejected' : 'approved',
          reviewed_by_name: 'Dana Reyes',
          reviewed_at: '2026-11-21T10:00:00Z',
          review_note: (body?.['note'] as string | undefined) ?? null,
          flow_id: body?.['action'] === 'reject' ? null : 'flow-5',
          flow_version_no: 1,
        }),
      ),
    );
}

beforeEach(() => localStorage.setItem('rf.tree-view', 'outline'));

describe('proposals', () => {
  it('are listed pending first, with what speaks for them', async () => {
    const api = server();
    const { user } = renderApp('/flow-proposals', engineer, api);
    const row = await screen.findByTestId('proposal-row');
    expect(row).toHaveTextContent('Proved by outcome');
    expect(await screen.findByTestId('proposal-stats')).toHaveTextContent(
      '3 wait for a word · 1 proved by outcome',
    );
    expect(api.sent('GET', '/flow-proposals')[0]?.query.get('status')).toBe('pending');
    await user.selectOptions(screen.getByTestId('proposal-status'), 'any');
    await user.click(screen.getByTestId('proposal-validated'));
    await waitFor(() => {
      const last = api.sent('GET', '/flow-proposals').at(-1)?.query;
      expect([last?.has('status'), last?.get('validated')]).toEqual([false, 'true']);
    });
  });
});

describe('a review', () => {
  it('approves what has no faults, once, and leads to the flow', async () => {
    const api = server();
    const { user } = renderApp('/flow-proposals/proposal-1', engineer, api);
    await user.click(await screen.findByTestId('proposal-approve'));
    expect(await screen.findByTestId('proposal-decided')).toHaveTextContent('Approved by Dana Reyes');
    expect(screen.getByTestId('proposal-flow')).toHaveAttribute('href', '/flows/flow-5');
    const [call] = api.sent('POST', REVIEW);
    expect(call?.body).toEqual({ action: 'approve', version: 1 });
    expect(call?.headers.get('Idempotency-Key')).toBeTruthy();
  });

  it('asks about branches nobody walked before they are published', async () => {
    const stubbed = newFlowProposal({ stubs_count: 1 });
    stubbed.proposed_flow_data.tree_structure.nodes = printerStructure().nodes.map((node) =>
      node.id === 'e_engineer' ? { ...node, needs_review: true } : node,
    );
    const api = server(stubbed);
    const { user } = renderApp('/flow-proposals/proposal-1', engineer, api);
    await user.click(await screen.findByTestId('proposal-approve'));
    expect(api.sent('POST', REVIEW)).toHaveLength(0);
    await user.click(await screen.findByTestId('proposal-accept-stubs'));
    await screen.findByTestId('proposal-decided');
    expect(api.sent('POST', REVIEW)[0]?.body).toEqual({ action: 'approve', version: 1, accept_stubs: true });
  });

  it('rejects only with a reason, which survives a reload', async () => {
    const api = server();
    const first = renderApp('/flow-proposals/proposal-1', engineer, api);
    await first.user.click(await screen.findByTestId('proposal-reject'));
    await first.user.click(screen.getByTestId('proposal-decide'));
    expect(await screen.findByText('Say why in a few words.')).toBeVisible();
    await first.user.click(screen.getByTestId('proposal-note'));
    await first.user.paste('Not safe for callers');
    first.unmount();

    const { user } = renderApp('/flow-proposals/proposal-1', engineer, api);
    await user.click(await screen.findByTestId('proposal-reject'));
    expect(screen.getByTestId('proposal-note')).toHaveValue('Not safe for callers');
    await user.click(screen.getByTestId('proposal-decide'));
    expect(await screen.findByTestId('proposal-decided')).toHaveTextContent('Not safe for callers');
    expect(api.sent('POST', REVIEW)[0]?.body).toEqual({
      action: 'reject',
      version: 1,
      note: 'Not safe for callers',
    });
  });

  it('shows who was faster', async () => {
    const decided = newFlowProposal({
      status: 'dismissed',
      reviewed_by_name: 'Olivia Owens',
      reviewed_at: '2026-11-21T10:00:00Z',
    });
    let current = newFlowProposal();
    const api = server()
      .on('GET', '/flow-proposals/proposal-1', () => json(current))
      .on('POST', REVIEW, () => {
        current = decided;
        return problem(409, 'already_reviewed', 'Olivia Owens has decided on this proposal already.');
      });
    const { user } = renderApp('/flow-proposals/proposal-1', engineer, api);
    await user.click(await screen.findByTestId('proposal-approve'));
    expect(await screen.findByTestId('proposal-decided')).toHaveTextContent('Dismissed by Olivia Owens');
    expect(screen.getByTestId('problem')).toHaveTextContent('Olivia Owens has decided');
  });

  it('of a change to a flow is made by modifying, with the target’s own name and words', async () => {
    const enhancement = newFlowProposal({
      proposal_type: 'enhancement',
      target_flow_id: 'flow-1',
      base_version_no: 2,
      title: "Change 'Printer does not print' at: Is there paper?",
    });
    let refuse = true;
    const api = server(enhancement)
      .on('GET', '/flows/flow-1', () => json(printerFlow()))
      .on('POST', '/flows/flow-1/validate', () => json({ valid: true, errors: [], warnings: [] }))
      .on('POST', REVIEW, () => {
        if (!refuse)
          return json({
            ...enhancement,
            status: 'modified',
            reviewed_by_name: 'Dana Reyes',
            flow_id: 'flow-1',
          });
        refuse = false;
        return problem(422, 'flow_invalid', 'The flow has errors.', {
          errors: [{ code: 'no_path_to_end', node_id: 'q_paper', message: 'x' }],
        });
      });
    const { user } = renderApp('/flow-proposals/proposal-1', engineer, api);
    expect(await screen.findByTestId('proposal-modify')).toBeVisible();
    expect(screen.queryByTestId('proposal-approve')).not.toBeInTheDocument();
    await user.click(screen.getByTestId('proposal-modify'));
    await user.click(await screen.findByTestId('outline-q_paper'));
    await user.type(screen.getByTestId('node-text'), '!');
    await user.click(screen.getByTestId('modify-publish'));
    expect(await screen.findByTestId('modify-refused')).toBeVisible();
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('1 fault');
    expect(screen.getByTestId('node-text')).toHaveValue('Is there paper?!');

    await user.click(screen.getByTestId('modify-publish'));
    expect(await screen.findByTestId('proposal-decided')).toHaveTextContent('Changed and published');
    const sent = api.sent('POST', REVIEW).at(-1)?.body as { flow: { slug: string; title: string } };
    expect(sent.flow).toMatchObject({ slug: 'printer', title: 'Printer does not print' });
  });
});
