import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const preview = {
  markdown: '## Problem\nVPN drops.',
  from_cache: false,
  state_version: 4,
  answer_source: 'model',
  generated_at: '2026-11-20T14:00:00Z',
};
const posted = {
  outcome: 'escalated',
  session_status: 'escalated',
  external_id: '88122',
  posted_at: '2026-11-20T14:03:05Z',
  verified_status_id: '9',
  verified_status_name: 'Escalated',
  status_transition_skipped_reason: null,
  writeback_id: 'writeback-2',
  handoff_id: 'handoff-1',
  visibility: 'internal',
};

describe('the escalation package', () => {
  it('is prepared, edited, confirmed and posted with reason and priority; its receipt is shown', async () => {
    const { api, becomes } = serverOf();
    api
      .on('POST', `${S}/escalation-package/preview`, () => json(preview))
      .on('POST', `${S}/escalation-package/post`, () => {
        becomes(ownSession({ status: 'escalated', escalation_reason: 'Needs rights' }));
        return json(posted);
      });
    const { user } = await open(api);
    await user.click(screen.getByText('Package', { selector: '.switch-item' }));
    await user.click(screen.getByTestId('package-preview'));
    await user.type(await screen.findByTestId('package-markdown'), ' Since nine.');
    await user.type(screen.getByTestId('package-reason'), 'Needs rights');
    await user.selectOptions(screen.getByTestId('package-priority'), 'high');
    await user.click(screen.getByTestId('package-post'));
    expect(api.sent('POST', `${S}/escalation-package/post`)).toHaveLength(0);
    await user.click(await screen.findByTestId('package-post-confirm'));
    expect(await screen.findByTestId('package-result')).toHaveTextContent('Escalated');
    expect(screen.getByTestId('receipt')).toHaveAttribute('data-writeback-id', 'writeback-2');
    expect(api.sent('POST', `${S}/escalation-package/post`)[0]?.body).toEqual({
      markdown: '## Problem\nVPN drops. Since nine.',
      state_version: 4,
      escalation_reason: 'Needs rights',
      priority: 'high',
    });
  });

  it('keeps its own text beside the note’s, over a change of kind and a reload', async () => {
    const { api } = serverOf();
    const { user, unmount } = await open(api);
    await user.click(screen.getByTestId('note-blank'));
    await user.type(screen.getByTestId('note-markdown'), 'note words');
    await user.click(screen.getByText('Package', { selector: '.switch-item' }));
    await user.click(screen.getByTestId('package-blank'));
    await user.type(screen.getByTestId('package-markdown'), 'package words');
    unmount();
    const again = await open(api);
    expect(screen.getByTestId<HTMLTextAreaElement>('note-markdown').value).toContain('note words');
    await again.user.click(screen.getByText('Package', { selector: '.switch-item' }));
    expect(screen.getByTestId<HTMLTextAreaElement>('package-markdown').value).toContain('package words');
  });

  it('is still possible after a resolve, when help is needed after all', async () => {
    const { api } = serverOf(ownSession({ status: 'resolved', can_write: false }));
    api
      .on('GET', `${S}/writebacks`, () => json([]))
      .on('GET', `${S}/resolution-outputs`, () => json([]))
      .on('POST', `${S}/escalation-package/preview`, () =>
        problem(429, 'quota_exceeded', 'The plan is used up.'),
      );
    const { user } = await open(api);
    await user.click(screen.getByTestId('help-after-all'));
    await user.click(screen.getByTestId('package-preview'));
    await user.click(await screen.findByRole('button', { name: 'Go on without the language model' }));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/escalation-package/preview`)[1]?.body).toEqual({
        regenerate: false,
        allow_offline: true,
      }),
    );
  });
});
