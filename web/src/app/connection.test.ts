import { onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection';

const page = () => new Response('<html></html>', { status: 503, headers: { 'Content-Type': 'text/html' } });
const refusal = () =>
  new Response('{}', { status: 503, headers: { 'Content-Type': 'application/problem+json' } });

describe('the connection to the server', () => {
  const server = vi.fn<typeof fetch>();
  let connection: Connection;

  beforeEach(() => {
    vi.useFakeTimers();
    server.mockReset().mockResolvedValue(new Response('{}'));
    connection = new Connection(server);
  });

  afterEach(() => {
    vi.useRealTimers();
    onlineManager.setOnline(true);
  });

  it('is lost with the first call that nobody answers, and holds back what waits for it', async () => {
    server.mockRejectedValue(new TypeError('refused'));
    await expect(connection.fetch('/api/v1/x')).rejects.toThrow();
    expect(connection.lostSince()).toBe(Date.now());
    expect(onlineManager.isOnline()).toBe(false);
  });

  it('asks until the server answers, and lets everything go on then', async () => {
    const told = vi.fn();
    connection.subscribe(told);
    server.mockRejectedValueOnce(new TypeError('refused')).mockRejectedValueOnce(new TypeError('refused'));
    await expect(connection.fetch('/api/v1/x')).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(connection.lostSince()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(connection.lostSince()).toBeNull();
    expect(onlineManager.isOnline()).toBe(true);
    expect(told).toHaveBeenCalledTimes(2);
    expect(server.mock.lastCall?.[0]).toBe('/config.json');
  });

  it('takes a proxy’s page for silence, and the server’s own refusal for an answer', async () => {
    server.mockResolvedValueOnce(refusal()).mockResolvedValueOnce(page());
    expect((await connection.fetch('/api/v1/x')).status).toBe(503);
    expect(connection.lostSince()).toBeNull();
    await expect(connection.fetch('/api/v1/x')).rejects.toThrow();
    expect(connection.lostSince()).not.toBeNull();
  });

  it('does not mind a call that the page itself gave up', async () => {
    server.mockRejectedValue(new DOMException('gone', 'AbortError'));
    await expect(connection.fetch('/api/v1/x')).rejects.toThrow();
    expect(connection.lostSince()).toBeNull();
  });
});
