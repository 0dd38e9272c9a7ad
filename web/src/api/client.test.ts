import { describe, expect, it, vi } from 'vitest';
import { FakeApi, json, problem } from '../test/fakeApi';
import { ApiClient } from './client';

describe('the client', () => {
  it('renews the token once after a 401 and repeats the call', async () => {
    const server = new FakeApi().on('GET', '/ai/quota', (call) =>
      call.headers.get('Authorization') === 'Bearer fresh'
        ? json({ ok: true })
        : problem(401, 'token_expired', 'Your token has expired.'),
    );
    const ended = vi.fn();
    const api = new ApiClient(
      { token: async () => 'stale', renew: async () => 'fresh', ended },
      server.fetch,
    );
    await expect(api.get('/ai/quota')).resolves.toEqual({ ok: true });
    expect(server.calls).toHaveLength(2);
    expect(ended).not.toHaveBeenCalled();
  });

  it('says that the sign-in has ended when no token can be had', async () => {
    const server = new FakeApi().on('GET', '/ai/quota', () => problem(401, 'token_expired', 'Expired.'));
    const ended = vi.fn();
    const api = new ApiClient({ token: async () => 'stale', renew: async () => null, ended }, server.fetch);
    await expect(api.get('/ai/quota')).rejects.toMatchObject({ code: 'token_expired' });
    expect(ended).toHaveBeenCalledOnce();
  });

  it('turns a lost connection into a problem that can be shown', async () => {
    const api = new ApiClient({ token: async () => 't', renew: async () => null, ended: vi.fn() }, () =>
      Promise.reject(new TypeError('Failed to fetch')),
    );
    await expect(api.send('POST', '/l1/intake', {})).rejects.toMatchObject({ status: 0, code: 'network' });
  });
});
