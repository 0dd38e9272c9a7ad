import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Triage } from '../../../api/sessions';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const triage: Triage = {
  title: 'VPN drops',
  client_name: 'Contoso Dental',
  asset_name: 'PC-114',
  issue_category: null,
  triage_hypothesis: null,
  evidence_items: [{ text: 'Wi-Fi is fine', status: 'confirmed' }],
  sources: { client_name: 'ai' },
  triage_version: 3,
};

describe('the triage header', () => {
  it('says what a model wrote, and sends only what was changed; an emptied field is cleared', async () => {
    const { api } = serverOf(ownSession({ triage }));
    api.on('PATCH', `${S}/triage`, () => json(triage));
    const { user } = await open(api);
    expect(screen.getByTestId('triage-client_name')).toHaveTextContent('Contoso Dental by AI');
    await user.click(screen.getByTestId('triage-edit'));
    await user.clear(screen.getByTestId('triage-asset-input'));
    await user.type(screen.getByTestId('triage-hypothesis-input'), 'DNS');
    await user.click(screen.getByTestId('triage-save'));
    await waitFor(() =>
      expect(api.sent('PATCH', `${S}/triage`)[0]?.body).toEqual({
        asset_name: null,
        triage_hypothesis: 'DNS',
      }),
    );
    await waitFor(() => expect(screen.queryByTestId('triage-editor')).not.toBeInTheDocument());
  });

  it('puts others’ findings beside one’s own when both wrote, and sends with the newer version', async () => {
    const theirs = {
      ...triage,
      triage_version: 4,
      evidence_items: [...triage.evidence_items, { text: 'Others drop too', status: 'pending' as const }],
    };
    const { api } = serverOf(ownSession({ triage }));
    api.on('PATCH', `${S}/triage`, ({ body }) =>
      body?.['triage_version'] === 3
        ? problem(409, 'version_conflict', 'Changed.', { current_version: 4, current: theirs })
        : json(theirs),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('triage-edit'));
    await user.click(screen.getByTestId('triage-evidence-add'));
    await user.type(screen.getByTestId('triage-evidence-2'), 'Only on Fridays');
    await user.click(screen.getByTestId('triage-save'));
    expect(await screen.findByText(/Others added findings meanwhile/)).toBeVisible();
    expect(screen.getByTestId('triage-evidence-3')).toHaveValue('Others drop too');
    await user.click(screen.getByTestId('triage-save'));
    await waitFor(() =>
      expect(api.sent('PATCH', `${S}/triage`)[1]?.body).toEqual({
        triage_version: 4,
        evidence_items: [
          { text: 'Wi-Fi is fine', status: 'confirmed' },
          { text: 'Only on Fridays', status: 'pending' },
          { text: 'Others drop too', status: 'pending' },
        ],
      }),
    );
  });

  it('keeps an unsaved change over a reload, and shows a reader nothing to press', async () => {
    const { api } = serverOf(ownSession({ triage }));
    const { user, unmount } = await open(api);
    await user.click(screen.getByTestId('triage-edit'));
    await user.type(screen.getByTestId('triage-title-input'), ' again');
    unmount();
    const second = await open(api);
    expect(screen.getByTestId('triage-title-input')).toHaveValue('VPN drops again');
    second.unmount();
    const reader = serverOf(ownSession({ triage, can_write: false, handler_id: 'user-2' }));
    await open(reader.api);
    expect(screen.queryByTestId('triage-edit')).not.toBeInTheDocument();
    expect(screen.queryByTestId('triage-editor')).not.toBeInTheDocument();
  });
});
