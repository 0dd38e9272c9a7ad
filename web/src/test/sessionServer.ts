import { screen } from '@testing-library/react';
import type { SessionDetail } from '../api/sessions';
import { FakeApi, json } from './fakeApi';
import { engineer, renderApp } from './renderApp';
import { ownSession } from './samples';

/** Address of the sample session. */
export const S = '/ai-sessions/session-1';

/** A server with one session, which a test may let become another. */
export function serverOf(session: SessionDetail = ownSession()) {
  let current = session;
  const api = new FakeApi()
    .on('GET', S, () => json(current))
    .on('GET', `${S}/facts`, () => json([]))
    .on('GET', `${S}/handoffs`, () => json([]))
    .on('GET', '/uploads', () => json([]));
  return { api, becomes: (next: SessionDetail) => (current = next) };
}

/** The session page, once the session is there. */
export async function open(api: FakeApi) {
  const view = renderApp('/pilot/session-1', engineer, api);
  await screen.findByTestId('session-title');
  return view;
}
