import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { ApiProblem } from '../api/problem';
import { locale } from '../messages';
import { ConnectionContext, type Connection } from './connection';
import { createAppRouter } from './router';
import { ServicesContext, type Services } from './services';

const MOST_RETRIES = 2;

/** Reading is repeated where that can help; a refusal (4xx) is an answer, and sending is never repeated by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) =>
          count < MOST_RETRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  });
}

export function App({ services, connection }: { services: Services; connection: Connection }) {
  const [router] = useState(createAppRouter);
  const [queries] = useState(createQueryClient);
  return (
    <I18nProvider locale={locale}>
      <ServicesContext value={services}>
        <ConnectionContext value={connection}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ConnectionContext>
      </ServicesContext>
    </I18nProvider>
  );
}
