import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../api/fixes';
import { json } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const fix: Fix = {
  id: 'fix-1',
  source: 'ai',
  title: 'Renew the adapter',
  description: null,
  confidence: 70,
  script: 'Restart-NetAdapter',
  script_language: 'powershell',
  status: 'proposed',
  user_decision: null,
  is_active: true,
  is_verifying: false,
  applied_at: null,
  partial_notes: null,
  failure_reason: null,
  pending_reason: null,
  ai_outcome_proposal: null,
};

describe('a suggested fix', () => {
  it('can be kept for a template, and run without deciding anything', async () => {
    const { api } = serverOf(ownSession({ active_fix: fix }));
    api
      .on('POST', `${S}/suggested-fixes/fix-1/decision`, () => json({}))
      .on('POST', `${S}/suggested-fixes/fix-1/applied`, () => json(fix));
    const { user } = await open(api);
    await user.click(screen.getByTestId('fix-ran'));
    await waitFor(() => expect(api.sent('POST', `${S}/suggested-fixes/fix-1/applied`)).toHaveLength(1));
    await user.click(screen.getByTestId('fix-more'));
    await user.click(await screen.findByTestId('fix-more-draft_template'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/suggested-fixes/fix-1/decision`)[0]?.body).toEqual({
        decision: 'draft_template',
      }),
    );
  });

  it('has a script that can be corrected', async () => {
    const { api } = serverOf(ownSession({ active_fix: fix }));
    api.on('PATCH', `${S}/suggested-fixes/fix-1/script`, () => json(fix));
    const { user } = await open(api);
    await user.click(screen.getByTestId('fix-script-edit'));
    await user.type(screen.getByTestId('fix-script'), ' -Name Wi-Fi');
    await user.click(screen.getByTestId('fix-script-save'));
    await waitFor(() =>
      expect(api.sent('PATCH', `${S}/suggested-fixes/fix-1/script`)[0]?.body).toEqual({
        script: 'Restart-NetAdapter -Name Wi-Fi',
        script_language: 'powershell',
      }),
    );
  });

  it('asks whether it worked after a while, and tells what became of earlier ones', async () => {
    const { api } = serverOf(
      ownSession({
        active_fix: {
          ...fix,
          applied_at: '2026-11-20T14:00:00Z',
          is_verifying: true,
          nudge_verification: true,
        },
      }),
    );
    api.on('GET', `${S}/suggested-fixes`, () =>
      json([
        fix,
        {
          ...fix,
          id: 'fix-0',
          title: 'Reboot',
          is_active: false,
          status: 'applied_failed',
          failure_reason: 'same after it',
        },
      ]),
    );
    const { user } = await open(api);
    expect(screen.getByTestId('fix-nudge')).toBeVisible();
    expect(screen.queryByTestId('fix-use')).not.toBeInTheDocument();
    await user.click(screen.getByText('Earlier fixes'));
    expect(await screen.findByText('Reboot')).toBeVisible();
    expect(screen.getByText('same after it')).toBeVisible();
  });
});
