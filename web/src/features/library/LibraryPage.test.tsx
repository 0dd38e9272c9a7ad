import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeApi, json, problem } from '../../test/fakeApi';
import { engineer, l1Technician, owner, renderApp } from '../../test/renderApp';
import { printerFlow, printerStructure } from './test/flowSamples';

const CATEGORIES = [{ key: 'printing', label: 'Printing', flow_count: 1, ai_build_enabled: true }];

function server() {
  return new FakeApi()
    .on('GET', '/flows', () => json([printerFlow()]))
    .on('GET', '/flows/categories', () => json(CATEGORIES))
    .on('GET', '/flows/tags', () => json([]))
    .on('GET', '/flows/search', () => json([]))
    .on('GET', '/flows/flow-1', () => json(printerFlow()))
    .on('GET', '/flows/flow-1/versions', () => json([]));
}

beforeEach(() => localStorage.setItem('rf.tree-view', 'outline'));

describe('the library', () => {
  it('asks the server for what the filters say, and keeps them in the address', async () => {
    const api = server();
    const { user, router } = renderApp('/flows?category=printing', engineer, api);
    await screen.findByText('Printer does not print');
    expect(api.sent('GET', '/flows')[0]?.query.get('category')).toBe('printing');

    await user.selectOptions(screen.getByTestId('flow-filter-source'), 'library');
    await user.type(screen.getByTestId('flow-search'), 'paper');
    await waitFor(() => {
      const last = api.sent('GET', '/flows').at(-1)?.query;
      expect(last?.get('source')).toBe('library');
      expect(last?.get('q')).toBe('paper');
    });
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ q: 'paper', source: 'library' }),
    );
  });

  it('does not call back whoever went on to a flow before the words settled', async () => {
    const { user, router } = renderApp('/flows', engineer, server());
    await user.type(await screen.findByTestId('flow-search'), 'pri');
    await user.click(screen.getByText('Printer does not print'));
    await screen.findByTestId('flow-name');
    await new Promise((settled) => setTimeout(settled, 400));
    expect(router.state.location.pathname).toBe('/flows/flow-1');
  });

  it('finds by meaning what no title holds', async () => {
    const api = server()
      .on('GET', '/flows', () => json([]))
      .on('GET', '/flows/search', () =>
        json([{ ...printerFlow(), score: 0.8, why: ['title and keywords'] }]),
      );
    renderApp('/flows?q=nothing+comes+out', engineer, api);
    expect(await screen.findByTestId('flow-meaning')).toHaveTextContent('Printer does not print');
    expect(api.sent('GET', '/flows/search')[0]?.query.get('q')).toBe('nothing comes out');
  });

  it('shows drafts, import and new flows to authors only', async () => {
    const { unmount } = renderApp('/flows', l1Technician, server());
    await screen.findByText('Printer does not print');
    expect(screen.queryByTestId('flow-new')).not.toBeInTheDocument();
    expect(screen.queryByTestId('flow-filter-status')).not.toBeInTheDocument();
    expect(screen.queryByText('Proposals')).not.toBeInTheDocument();
    unmount();
    renderApp('/flows', engineer, server());
    expect(await screen.findByTestId('flow-new')).toBeVisible();
  });

  it('makes a flow of a title and goes to its editor', async () => {
    const api = server().on('POST', '/flows', () =>
      json(
        printerFlow({ id: 'flow-9', status: 'draft', version_no: null, draft_version: 1, nodes: [] }),
        201,
      ),
    );
    const { user, router } = renderApp('/flows', engineer, api);
    await user.click(await screen.findByTestId('flow-new'));
    await user.click(screen.getByTestId('new-flow-create'));
    expect(await screen.findByText('Give the flow a title.')).toBeVisible();
    await user.click(screen.getByTestId('new-flow-title'));
    await user.paste('Screen stays dark');
    await user.selectOptions(screen.getByTestId('new-flow-category'), 'printing');
    await user.click(screen.getByTestId('new-flow-create'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/flows/flow-9/edit'));
    const [call] = api.sent('POST', '/flows');
    expect(call?.body).toEqual({ title: 'Screen stays dark', category: 'printing' });
    expect(call?.headers.get('Idempotency-Key')).toBeTruthy();
  });
});

describe('importing', () => {
  // jsdom's files cannot be read as text.
  const file = (text: string) =>
    Object.assign(new File([text], 'flows.rfflow', { type: 'application/json' }), { text: async () => text });

  async function choose(api: FakeApi, text: string) {
    const { user } = renderApp('/flows', engineer, api);
    await user.click(await screen.findByTestId('flow-import'));
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
    await user.upload(input, file(text));
    return user;
  }

  it('says where a file is broken before anything is sent', async () => {
    const api = server();
    await choose(api, '{"flows": [\n  {"title": "a" "b"}\n]}');
    expect(await screen.findByTestId('import-unreadable')).toHaveTextContent(/Line 2/);
    expect(api.sent('POST', '/flows/import')).toHaveLength(0);
  });

  it('shows the faults of a refused file at their flow, step and answer', async () => {
    const api = server().on('POST', '/flows/import', () =>
      problem(422, 'validation_failed', 'Some fields are not right.', {
        errors: [
          { field: 'flows[0].nodes[1].options[0].next', code: 'required', message: 'Must not be empty.' },
        ],
      }),
    );
    const user = await choose(api, JSON.stringify({ flows: [printerStructure()] }));
    expect(await screen.findByTestId('import-found')).toHaveTextContent('Printer does not print 5 steps');
    await user.click(screen.getByTestId('import-submit'));
    const faults = await screen.findByTestId('import-faults');
    expect(faults).toHaveTextContent('Flow 1, “Printer does not print”');
    expect(faults).toHaveTextContent('Step 2 “Is there paper?”: answer 1 “Yes”: Must not be empty.');
  });

  it('tells what came of each flow, with the way to its draft', async () => {
    const api = server().on('POST', '/flows/import', () =>
      json(
        [
          {
            flow_id: 'flow-7',
            slug: 'printer-2',
            result: 'renamed',
            problems: [{ code: 'unreachable_node', node_id: 'x', message: 'x' }],
          },
        ],
        201,
      ),
    );
    const user = await choose(
      api,
      JSON.stringify({ format: 'rfflow', format_version: 1, flows: [printerStructure()] }),
    );
    await user.selectOptions(await screen.findByTestId('import-conflict'), 'rename');
    await user.click(screen.getByTestId('import-submit'));
    const result = await screen.findByTestId('import-result');
    expect(within(result).getByText('printer-2')).toHaveAttribute('href', '/flows/flow-7/edit');
    expect(result).toHaveTextContent('No answer leads to this step.');
    expect(api.sent('POST', '/flows/import')[0]?.body).toMatchObject({
      on_conflict: 'rename',
      format: 'rfflow',
    });
  });
});

describe('a flow', () => {
  it('is read step by step in its outline', async () => {
    const { user } = renderApp('/flows/flow-1', l1Technician, server());
    expect(await screen.findByTestId('flow-name')).toHaveTextContent('Printer does not print');
    expect(screen.getByTestId('step-card')).toHaveTextContent('Is it switched on?');
    await user.click(screen.getByTestId('outline-q_paper'));
    expect(screen.getByTestId('step-card')).toHaveTextContent('It went out');
    expect(screen.queryByTestId('flow-edit')).not.toBeInTheDocument();
    expect(screen.queryByTestId('flow-export')).not.toBeInTheDocument();
  });

  it('goes along the lines by arrow keys', async () => {
    const { user } = renderApp('/flows/flow-1', l1Technician, server());
    await user.click(await screen.findByTestId('outline-q_power'));
    await user.keyboard('{ArrowDown}');
    expect(screen.getByTestId('step-card')).toHaveTextContent('Is there paper?');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(screen.getByTestId('step-card')).toHaveTextContent('Paper put in.');
  });

  it('of the library is adopted by engineers and switched off by those who run the account', async () => {
    const shipped = printerFlow({ source: 'library' });
    const api = server()
      .on('GET', '/flows/flow-1', () => json(shipped))
      .on('PUT', '/flows/flow-1/enabled', () => json({ ...shipped, enabled: false }));
    const first = renderApp('/flows/flow-1', engineer, api);
    expect(await screen.findByTestId('flow-adopt')).toBeVisible();
    expect(screen.queryByTestId('flow-switch')).not.toBeInTheDocument();
    expect(screen.queryByTestId('flow-edit')).not.toBeInTheDocument();
    first.unmount();

    const { user } = renderApp('/flows/flow-1', owner, api);
    await user.click(await screen.findByTestId('flow-switch'));
    expect(await screen.findByText('Switched off')).toBeVisible();
    expect(api.sent('PUT', '/flows/flow-1/enabled')[0]?.body).toEqual({ enabled: false });
  });

  it('that was adopted before leads to the copy', async () => {
    const api = server()
      .on('GET', '/flows/flow-1', () => json(printerFlow({ source: 'library' })))
      .on('POST', '/flows/flow-1/adopt', () =>
        problem(409, 'already_adopted', 'Your account has its own copy already.', { flow_id: 'flow-8' }),
      );
    const { user } = renderApp('/flows/flow-1', engineer, api);
    await user.click(await screen.findByTestId('flow-adopt'));
    expect(await screen.findByText('Open our copy')).toHaveAttribute('href', '/flows/flow-8');
  });

  it('is exported as a file under its short name', async () => {
    const made: string[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      made.push(this.download);
    });
    const api = server().on('GET', '/flows/flow-1/export', () => json({ format: 'rfflow', flows: [] }));
    const { user } = renderApp('/flows/flow-1', engineer, api);
    await user.click(await screen.findByTestId('flow-export'));
    await waitFor(() => expect(made).toEqual(['printer.rfflow']));
    vi.unstubAllGlobals();
  });
});
