import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import { ApiClient } from '../api/client';
import { IntentKeys } from '../api/idempotency';
import { createQueryClient } from '../app/App';
import { routerOptions, routeTree } from '../app/router';
import { ServicesContext, type Services } from '../app/services';
import type { Person } from '../auth/roles';
import type { FakeApi } from './fakeApi';

export const l1Technician: Person = {
  id: 'user-l1',
  name: 'Lena Ortiz',
  email: null,
  accountId: 'account-1',
  role: 'l1_tech',
  takesCalls: true,
  worksSessions: false,
  runsAccount: false,
};

export const engineer: Person = {
  ...l1Technician,
  id: 'user-eng',
  name: 'Dana Reyes',
  role: 'engineer',
  takesCalls: false,
  worksSessions: true,
};

export const owner: Person = {
  ...engineer,
  id: 'user-own',
  name: 'Olivia Owens',
  role: 'owner',
  takesCalls: true,
  runsAccount: true,
};

/** The whole app at one address, with its real routes, for one person, against a fake server. */
export function renderApp(path: string, person: Person, server: FakeApi) {
  const services: Services = {
    api: new ApiClient(
      { token: async () => 'token', renew: async () => null, ended: vi.fn() },
      server.fetch,
      (address, { form, signal }) => server.fetch(address, { method: 'POST', body: form, signal }),
    ),
    keys: new IntentKeys(sessionStorage, person.id),
    person,
    auth: { signIn: vi.fn(), signOut: vi.fn(), onEnded: () => () => undefined },
    version: 'test',
  };
  const router = createRouter({
    routeTree,
    ...routerOptions,
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const view = render(
    <ServicesContext value={services}>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ServicesContext>,
  );
  return { ...view, router, user: userEvent.setup({ delay: null }) };
}
