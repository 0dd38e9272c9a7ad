import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowStructure } from '../../../api/flows';
import { FakeApi, json, problem } from '../../../test/fakeApi';
import { engineer, l1Technician, renderApp } from '../../../test/renderApp';
import { changeNode } from '../model/edits';
import { printerFlow, printerStructure } from '../test/flowSamples';

const GOOD = { valid: true, errors: [], warnings: [] };

function server(flow = printerFlow({ draft_version: 4 })) {
  return new FakeApi()
    .on('GET', '/flows', () => json([]))
    .on('GET', '/flows/categories', () => json([]))
    .on('GET', '/flows/flow-1', () => json(flow))
    .on('GET', '/flows/flow-1/versions', () => json([]))
    .on('POST', '/flows/flow-1/validate', () => json(GOOD));
}

const saves = (api: FakeApi) =>
  api
    .sent('PUT', '/flows/flow-1/draft')
    .map((call) => call.body as unknown as FlowStructure & { version: number });

beforeEach(() => localStorage.setItem('rf.tree-view', 'outline'));

async function open(api: FakeApi) {
  const view = renderApp('/flows/flow-1/edit', engineer, api);
  // The first visit loads the editor.
  await screen.findByTestId('outline', {}, { timeout: 20_000 });
  return view;
}

describe('the editor', () => {
  it('adds a step by an answer, writes it, and saves the whole structure under the draft it saw', async () => {
    const api = server().on('PUT', '/flows/flow-1/draft', ({ body }) =>
      json(printerFlow({ ...(body as object), draft_version: 5 })),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('outline-q_paper'));
    await user.click(screen.getByTestId('option-add'));
    await user.click(screen.getByTestId('option-label-3'));
    await user.paste('Cannot tell');
    await user.selectOptions(screen.getByTestId('option-next-3'), 'new:action');
    await waitFor(() => expect(screen.getByTestId('node-text')).toHaveFocus());
    await user.paste('Open the tray.');
    expect(screen.getByTestId('draft-state')).toHaveTextContent('Not saved yet');
    await user.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText('Draft saved')).toBeVisible();

    const [saved] = saves(api);
    expect(saved?.version).toBe(4);
    const paper = saved?.nodes.find((node) => node.id === 'q_paper');
    expect(paper?.options[3]).toMatchObject({ label: 'Cannot tell', value: 'cannot-tell' });
    expect(saved?.nodes.find((node) => node.id === paper?.options[3]?.next)).toMatchObject({
      type: 'action',
      text: 'Open the tray.',
    });
  });

  it('is gone through and written in by keyboard alone', async () => {
    const { user } = await open(server());
    screen.getByTestId('outline-q_power').focus();
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(screen.getByTestId('node-text')).toHaveFocus());
    expect(screen.getByTestId('node-text')).toHaveValue('Is there paper?');
    await user.keyboard('{End}');
    await user.paste(' At all?');
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('Is there paper? At all?');
  });

  it('moves, deletes and takes back by keyboard alone', async () => {
    const { user } = await open(server());
    screen.getByTestId('outline-r_paper').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    const lines = () =>
      within(screen.getByTestId('outline'))
        .getAllByRole('row')
        .map((row) => row.dataset['key']);
    expect(lines().indexOf('r_paper')).toBeLessThan(lines().indexOf('e_engineer'));

    screen.getByTestId('outline-r_paper').focus();
    await user.keyboard('{Delete}');
    expect(screen.queryByTestId('outline-r_paper')).not.toBeInTheDocument();
    expect(screen.getByTestId('editor-told')).toHaveTextContent('1 step is gone. Undo brings back.');
    await user.keyboard('{Control>}z{/Control}');
    expect(screen.getByTestId('outline-r_paper')).toBeVisible();
    await user.keyboard('{Control>}z{/Control}');
    expect(lines().indexOf('r_paper')).toBeGreaterThan(lines().indexOf('e_engineer'));
  });

  it('shows what the server finds at the step and the answer concerned', async () => {
    const api = server().on('POST', '/flows/flow-1/validate', () =>
      json({
        valid: false,
        errors: [
          { code: 'unknown_next', node_id: 'q_paper', message: "The answer 'No' leads to no node." },
          { code: 'unreachable_node', node_id: 'r_power', message: 'x' },
        ],
        warnings: [{ code: 'missing_description', node_id: null, message: 'x' }],
      }),
    );
    const { user } = await open(api);
    expect(await screen.findByText('2 faults, 1 hint')).toBeVisible();
    expect(screen.getByTestId('outline-q_paper')).toHaveTextContent('1 fault');
    await user.click(screen.getByTestId('finding-unknown_next'));
    expect(within(screen.getByTestId('option-1')).getByText('An answer leads to no step.')).toBeVisible();
    await user.click(screen.getByTestId('finding-unreachable_node'));
    expect(screen.getByTestId('node-findings')).toHaveTextContent('No answer leads to this step.');
  });

  it('shows what a refused save names at its field, and keeps the work', async () => {
    const api = server().on('PUT', '/flows/flow-1/draft', () =>
      problem(422, 'validation_failed', 'Some fields are not right.', {
        errors: [{ field: 'nodes[0].text', code: 'required', message: 'Must not be empty.' }],
      }),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('outline-q_power'));
    await user.clear(screen.getByTestId('node-text'));
    await user.click(screen.getByTestId('draft-save'));
    expect(await screen.findByTestId('save-refused')).toHaveTextContent('Not saved: 1 thing');
    expect(
      within(screen.getByTestId('node-form')).getByText('Something has to be written here.'),
    ).toBeVisible();
  });

  it('brings unsaved work back after a reload', async () => {
    const first = await open(server());
    await first.user.click(screen.getByTestId('outline-q_power'));
    await first.user.type(screen.getByTestId('node-text'), '?');
    first.unmount();
    await open(server());
    expect(screen.getByTestId('outline-q_power')).toHaveTextContent('Is it switched on??');
    expect(screen.getByText('Your unsaved work was restored.')).toBeVisible();
  });

  it('puts a colleague’s save and the own work together without losing either', async () => {
    const theirs = changeNode(printerStructure(), 'r_power', { text: 'Theirs.' });
    let stored = printerFlow({ draft_version: 4, version_no: null, status: 'draft' });
    const api = server()
      .on('GET', '/flows/flow-1', () => json(stored))
      .on('PUT', '/flows/flow-1/draft', ({ body }) => {
        if (body?.['version'] !== stored.draft_version)
          return problem(409, 'version_conflict', 'A colleague saved this draft meanwhile.', {
            current_version: 7,
          });
        stored = printerFlow({ ...(body as object), draft_version: 8 });
        return json(stored);
      });
    const { user } = await open(api);
    await user.click(screen.getByTestId('outline-q_power'));
    await user.type(screen.getByTestId('node-text'), '!');
    stored = printerFlow({ ...theirs, draft_version: 7, version_no: null, status: 'draft' });
    await user.click(screen.getByTestId('draft-save'));
    expect(await screen.findByTestId('conflict')).toHaveTextContent('both fit together');
    expect(screen.getByTestId('node-text')).toHaveValue('Is it switched on?!');

    await user.click(screen.getByTestId('conflict-merge'));
    expect(screen.getByTestId('outline-r_power')).toHaveTextContent('Theirs.');
    await user.click(screen.getByTestId('draft-save'));
    expect(await screen.findByText('Draft saved')).toBeVisible();
    const saved = saves(api).at(-1);
    expect(saved?.version).toBe(7);
    expect(saved?.nodes.find((node) => node.id === 'q_power')?.text).toBe('Is it switched on?!');
    expect(saved?.nodes.find((node) => node.id === 'r_power')?.text).toBe('Theirs.');
  });

  it('takes a lost answer to its own save for what it is, no conflict', async () => {
    let stored = printerFlow({ draft_version: 4, version_no: null });
    let lost = true;
    const api = server()
      .on('GET', '/flows/flow-1', () => json(stored))
      .on('PUT', '/flows/flow-1/draft', ({ body }) => {
        if (body?.['version'] !== stored.draft_version) return problem(409, 'version_conflict', 'Changed.');
        stored = printerFlow({ ...(body as object), draft_version: 5, version_no: null });
        if (!lost) return json(stored);
        lost = false;
        return problem(503, 'service_unavailable', 'Away.');
      });
    const { user } = await open(api);
    await user.click(screen.getByTestId('outline-q_power'));
    await user.type(screen.getByTestId('node-text'), '!');
    await user.click(screen.getByTestId('draft-save'));
    expect(await screen.findByTestId('problem')).toBeVisible();
    await user.click(screen.getByTestId('draft-save'));
    expect(await screen.findByText('Draft saved')).toBeVisible();
    expect(screen.queryByTestId('conflict')).not.toBeInTheDocument();
  });
});

describe('publishing', () => {
  it('saves first, sends the note, and goes to the published flow', async () => {
    const api = server()
      .on('PUT', '/flows/flow-1/draft', ({ body }) =>
        json(printerFlow({ ...(body as object), draft_version: 5 })),
      )
      .on('POST', '/flows/flow-1/publish', () => json(printerFlow({ version_no: 3 })));
    const { user, router } = await open(api);
    await user.click(screen.getByTestId('outline-q_power'));
    await user.type(screen.getByTestId('node-text'), '!');
    await user.click(screen.getByTestId('draft-publish'));
    await user.click(screen.getByTestId('publish-note'));
    await user.paste('Clearer');
    await user.click(screen.getByTestId('publish-confirm'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/flows/flow-1'));
    expect(api.sent('POST', '/flows/flow-1/publish')[0]?.body).toEqual({
      version: 5,
      change_note: 'Clearer',
    });
  });

  it('shows why a flow cannot be published, and leaves the editor as it was', async () => {
    const api = server().on('POST', '/flows/flow-1/publish', () =>
      problem(422, 'flow_invalid', 'The flow has errors.', {
        errors: [{ code: 'no_path_to_end', node_id: 'q_paper', message: 'x' }],
      }),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('draft-publish'));
    await user.click(screen.getByTestId('publish-confirm'));
    expect(await screen.findByTestId('publish-errors')).toHaveTextContent(
      'From here the flow never comes to an end.',
    );
    await user.click(screen.getByText('Cancel'));
    expect(screen.getByTestId('outline-q_paper')).toBeVisible();
  });
});

describe('who may edit', () => {
  it('is nobody for a shipped flow', async () => {
    renderApp('/flows/flow-1/edit', engineer, server(printerFlow({ source: 'library' })));
    expect(await screen.findByText(/Shipped flows are not changed/)).toBeVisible();
  });

  it('is not a technician', async () => {
    const api = server();
    renderApp('/flows/flow-1/edit', l1Technician, api);
    await waitFor(() => expect(screen.queryByText('Loading…')).not.toBeInTheDocument());
    expect(screen.queryByTestId('draft-save')).not.toBeInTheDocument();
  });
});
