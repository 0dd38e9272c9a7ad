import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../api/sessions';
import { json, problem } from '../../../test/fakeApi';
import { ownSession } from '../../../test/samples';
import { open, S, serverOf } from '../../../test/sessionServer';

const picture = () => new File(['pixels'], 'image.png', { type: 'image/png' });
const stored = (id: string, filename: string) => ({
  id,
  session_id: 'session-1',
  filename,
  content_type: 'image/png',
  size_bytes: 6,
  has_text: false,
  created_at: '2026-11-20T14:00:00Z',
});

function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    message_id: `m${seq}`,
    seq,
    role: 'user',
    author_name: 'Dana Reyes',
    content: `message ${seq}`,
    delivery: 'ok',
    answer_source: null,
    created_at: '2026-11-20T14:00:00Z',
    ...more,
  };
}

describe('files in the composer', () => {
  it('sends a pasted screenshot at once and lets it go along with the message', async () => {
    const { api } = serverOf();
    api
      .on('POST', '/uploads', ({ form }) => {
        expect(form?.get('session_id')).toBe('session-1');
        return json(stored('upload-1', (form?.get('file') as File).name), 201);
      })
      .on('POST', `${S}/chat`, () => json({}));
    const { user } = await open(api);
    fireEvent.paste(screen.getByTestId('chat-message'), {
      clipboardData: { files: [picture()], types: ['Files'] },
    });
    await waitFor(() => expect(screen.getByTestId('attachment')).toHaveAttribute('data-state', 'stored'));
    expect(screen.getByTestId('attachment')).toHaveTextContent('screenshot-1.png');
    await user.type(screen.getByTestId('chat-message'), 'this is what she sees');
    await user.click(screen.getByTestId('chat-send'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/chat`)[0]?.body).toEqual({
        message: 'this is what she sees',
        upload_ids: ['upload-1'],
      }),
    );
    await waitFor(() => expect(screen.queryByTestId('attachment')).not.toBeInTheDocument());
  });

  it('leaves cells of a spreadsheet text, although they come as a picture too', async () => {
    const { api } = serverOf();
    await open(api);
    fireEvent.paste(screen.getByTestId('chat-message'), {
      clipboardData: { files: [picture()], types: ['text/plain', 'Files'] },
    });
    expect(screen.queryByTestId('attachment')).not.toBeInTheDocument();
  });

  it('says before sending what the server would refuse, and sends nothing', async () => {
    const { api } = serverOf();
    await open(api);
    fireEvent.paste(screen.getByTestId('chat-message'), {
      clipboardData: {
        files: [
          new File(['MZ'], 'tool.exe', { type: 'application/x-msdownload' }),
          new File(['x'.repeat(1024 * 1024 + 1)], 'app.log', { type: 'text/plain' }),
        ],
        types: ['Files'],
      },
    });
    expect(await screen.findByText(/Only pictures/)).toBeVisible();
    expect(screen.getByText('This file is too large: at most 1 MB.')).toBeVisible();
    expect(api.sent('POST', '/uploads')).toHaveLength(0);
  });

  it('shows the server’s refusal, tries again, and removes a file there too', async () => {
    const { api } = serverOf();
    let tries = 0;
    api
      .on('POST', '/uploads', () =>
        ++tries === 1
          ? problem(429, 'rate_limited', 'Too many files in a minute.')
          : json(stored('upload-1', 'screen.png'), 201),
      )
      .on('DELETE', '/uploads/upload-1', () => json(null, 204));
    const { user } = await open(api);
    await user.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      new File(['pixels'], 'screen.png', { type: 'image/png' }),
    );
    expect(await screen.findByText('Too many files in a minute.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getByTestId('attachment')).toHaveAttribute('data-state', 'stored'));
    await user.click(screen.getByRole('button', { name: 'Remove screen.png' }));
    await waitFor(() => expect(screen.queryByTestId('attachment')).not.toBeInTheDocument());
    expect(api.sent('DELETE', '/uploads/upload-1')).toHaveLength(1);
  });
});

describe('a message that may not have arrived', () => {
  it('is kept, sent again under the same key, and free to be edited (nothing typed is lost)', async () => {
    const { api } = serverOf();
    api.on('POST', `${S}/chat`, () => problem(503, 'service_unavailable', 'Away.'));
    const { user } = await open(api);
    await user.type(screen.getByTestId('chat-message'), 'long words{Enter}');
    const outgoing = await screen.findByTestId('chat-outgoing');
    expect(screen.getByTestId('chat-message')).toHaveValue('');
    expect(outgoing).toHaveTextContent('long words');
    await user.type(screen.getByTestId('chat-message'), 'next thought');
    await user.click(await within(outgoing).findByTestId('chat-again'));
    await waitFor(() => expect(api.sent('POST', `${S}/chat`)).toHaveLength(2));
    const [first, second] = api.sent('POST', `${S}/chat`);
    expect(second?.headers.get('Idempotency-Key')).toBe(first?.headers.get('Idempotency-Key'));
    expect(second?.body).toEqual(first?.body);
    await user.click(await screen.findByTestId('chat-take-back'));
    expect(screen.getByTestId('chat-message')).toHaveValue('long words\n\nnext thought');
    expect(screen.queryByTestId('chat-outgoing')).not.toBeInTheDocument();
  });

  it('is still there after a reload, and goes as soon as it stands in the conversation', async () => {
    const { api, becomes } = serverOf();
    api.on('POST', `${S}/chat`, () => problem(503, 'service_unavailable', 'Away.'));
    const { user, unmount } = await open(api);
    await user.type(screen.getByTestId('chat-message'), 'kept words{Enter}');
    await screen.findByTestId('chat-again');
    unmount();
    const again = await open(api);
    expect(await screen.findByTestId('chat-outgoing')).toHaveTextContent('kept words');
    again.unmount();
    becomes(ownSession({ conversation_messages: [message(1, { content: 'kept words' })] }));
    await open(api);
    expect(await screen.findByTestId('chat-row')).toHaveTextContent('kept words');
    expect(screen.queryByTestId('chat-outgoing')).not.toBeInTheDocument();
  });

  it('leaves the outbox when the server says it is saved although the model failed', async () => {
    const { api, becomes } = serverOf();
    api.on('POST', `${S}/chat`, () => {
      becomes(ownSession({ conversation_messages: [message(1, { content: 'hm', delivery: 'failed' })] }));
      return problem(502, 'ai_provider_error', 'No answer.', { saved: true });
    });
    const { user } = await open(api);
    await user.type(screen.getByTestId('chat-message'), 'hm{Enter}');
    expect(await screen.findByText('This message was not answered.')).toBeVisible();
    expect(screen.queryByTestId('chat-outgoing')).not.toBeInTheDocument();
  });
});

describe('the conversation', () => {
  it('reads earlier messages page by page', async () => {
    const { api } = serverOf(ownSession({ conversation_messages: [message(3)], has_more_messages: true }));
    const link = (cursor: string) => ({ Link: `</x?cursor=${cursor}>; rel="next"` });
    api.on('GET', `${S}/messages`, ({ query }) =>
      query.get('cursor') === null
        ? json([message(3)], 200, link('b'))
        : query.get('cursor') === 'b'
          ? json([message(2)], 200, link('a'))
          : json([message(1)]),
    );
    const { user } = await open(api);
    await user.click(screen.getByTestId('chat-earlier'));
    await waitFor(() => expect(screen.getAllByTestId('chat-row')).toHaveLength(2));
    await user.click(screen.getByTestId('chat-earlier'));
    await waitFor(() => expect(screen.getAllByTestId('chat-row')).toHaveLength(3));
    expect(
      screen.getAllByTestId('chat-row').map((row) => row.querySelector('.pre-wrap')?.textContent),
    ).toEqual(['message 1', 'message 2', 'message 3']);
    expect(screen.queryByTestId('chat-earlier')).not.toBeInTheDocument();
  });

  it('makes a fact of a message in the engineer’s own words, without a model', async () => {
    const { api } = serverOf(ownSession({ conversation_messages: [message(1, { content: 'It is DNS.' })] }));
    api.on('POST', `${S}/facts/promote`, () => json({ id: 'fact-1' }, 201));
    const { user } = await open(api);
    await user.click(screen.getByTestId('message-menu'));
    await user.click(await screen.findByTestId('message-menu-fact'));
    await user.type(await screen.findByTestId('promote-text'), ' Surely.');
    await user.click(screen.getByTestId('promote-submit'));
    await waitFor(() =>
      expect(api.sent('POST', `${S}/facts/promote`)[0]?.body).toEqual({
        message_id: 'm1',
        text: 'It is DNS. Surely.',
      }),
    );
  });

  it('opens a stored picture with the bearer token', async () => {
    const { api } = serverOf(
      ownSession({ conversation_messages: [message(1, { upload_ids: ['upload-1'] })] }),
    );
    api
      .on('GET', '/uploads', () => json([stored('upload-1', 'screen.png')]))
      .on('GET', '/uploads/upload-1/url', () => json({ url: '/api/v1/uploads/upload-1/content?exp=1&sig=x' }))
      .on('GET', '/uploads/upload-1/content', () => new Response('pixels'));
    URL.createObjectURL = () => 'blob:picture';
    URL.revokeObjectURL = () => undefined;
    const { user } = await open(api);
    const row = screen.getByTestId('chat-row');
    await user.click(await within(row).findByRole('button', { name: 'Show screen.png' }));
    expect(await screen.findByRole('img', { name: 'screen.png' })).toHaveAttribute('src', 'blob:picture');
    const [call] = api.sent('GET', '/uploads/upload-1/content');
    expect(call?.headers.get('Authorization')).toBe('Bearer token');
    expect(call?.query.get('sig')).toBe('x');
  });
});
