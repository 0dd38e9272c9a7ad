import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ResolutionOutput } from '../../../api/documents';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const output: ResolutionOutput = {
  kind: 'kb_article',
  state: 'ready',
  title: 'VPN drops at nine',
  content_markdown: 'Renew the adapter.',
  version: 1,
  attempts: 1,
  next_attempt_at: null,
  error_code: null,
  answer_source: 'model',
  edited_by_name: null,
  updated_at: '2026-11-20T14:00:00Z',
};

function resolved(outputs: ResolutionOutput[]) {
  const server = serverOf(
    ownSession({ status: 'resolved', can_write: false, resolution_summary: 'Renewed.' }),
  );
  server.api
    .on('GET', `${S}/writebacks`, () => json([]))
    .on('GET', `${S}/resolution-outputs`, () => json(outputs));
  return server;
}

describe('the texts of a resolved session', () => {
  it('tell their state, and are edited against the version that was read', async () => {
    const list = [output, { ...output, kind: 'client_summary' as const, state: 'generating' as const }];
    const { api } = resolved(list);
    api.on('PUT', `${S}/resolution-outputs/kb_article`, ({ body }) => {
      if (body?.['version'] === 1) {
        list[0] = { ...output, version: 2, content_markdown: 'Theirs.', edited_by_name: 'Marc Vogel' };
        return problem(409, 'version_conflict', 'Changed.', { current_version: 2, current: list[0] });
      }
      return json({ ...output, version: 3 });
    });
    const { user } = await open(api);
    const card = await screen.findByTestId('output-kb_article');
    expect(screen.getByTestId('output-client_summary')).toHaveTextContent('being written');
    await user.click(within(card).getByText('Knowledge article'));
    await user.click(within(card).getByTestId('output-edit'));
    await user.type(screen.getByTestId('output-text'), ' Then reboot.');
    await user.click(screen.getByTestId('output-save'));
    expect(await screen.findByText(/Somebody changed this text meanwhile/)).toBeVisible();
    expect(screen.getByTestId('output-text')).toHaveValue('Renew the adapter. Then reboot.');
    await waitFor(() => expect(card).toHaveTextContent('edited by Marc Vogel'));
    await user.click(screen.getByTestId('output-save'));
    await waitFor(() =>
      expect(api.sent('PUT', `${S}/resolution-outputs/kb_article`)[1]?.body).toEqual({
        content_markdown: 'Renew the adapter. Then reboot.',
        version: 2,
      }),
    );
  });

  it('are written anew over an edited one only when that is said', async () => {
    const { api } = resolved([{ ...output, edited_by_name: 'Marc Vogel' }]);
    api.on('POST', `${S}/resolution-outputs/kb_article/regenerate`, () => json(output, 202));
    const { user } = await open(api);
    await user.click(await screen.findByText('Knowledge article'));
    await user.click(screen.getByTestId('output-regenerate'));
    expect(await screen.findByRole('alertdialog')).toHaveTextContent('Marc Vogel changed this text by hand');
    await user.click(screen.getByTestId('output-overwrite'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/resolution-outputs/kb_article/regenerate`)[0]?.body).toEqual({
        overwrite: true,
      }),
    );
  });
});

describe('after the end', () => {
  it('a session is rated with words', async () => {
    const { api } = resolved([]);
    api.on('POST', `${S}/rate`, () => json(null, 204));
    const { user } = await open(api);
    await user.click(screen.getByTestId('rate-4'));
    await user.type(screen.getByTestId('rate-feedback'), 'quick');
    await user.click(screen.getByTestId('rate-send'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/rate`)[0]?.body).toEqual({ rating: 4, feedback: 'quick' }),
    );
  });

  it('similar sessions of colleagues are shown without a way to them', async () => {
    const { api } = resolved([]);
    const similar = {
      session_id: null,
      redacted: true,
      similarity: 0.813,
      status: 'resolved',
      title: null,
      problem_summary: 'VPN drops on [host]',
      resolution_summary: 'Renewed the adapter.',
      matched_flow_name: null,
      resolved_on: '2026-11-01',
    };
    api.on('GET', `${S}/similar`, () =>
      json([similar, { ...similar, session_id: 'session-7', redacted: false, title: 'VPN at Fabrikam' }]),
    );
    const { user } = await open(api);
    expect(api.sent('GET', `${S}/similar`)).toHaveLength(0);
    await user.click(screen.getByText('Similar sessions'));
    const rows = await screen.findAllByTestId('similar-row');
    expect(within(rows[0]!).queryByRole('link')).not.toBeInTheDocument();
    expect(rows[0]).toHaveTextContent('81% alike');
    expect(within(rows[1]!).getByRole('link')).toHaveAttribute('href', '/pilot/session-7');
  });
});
