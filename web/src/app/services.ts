import { createContext, use } from 'react';
import type { ApiClient } from '../api/client';
import type { IntentKeys } from '../api/idempotency';
import type { AuthSession } from '../auth/session';
import type { Person } from '../auth/roles';

/** What every page needs of the outside; made once after sign-in and handed down by context. */
export interface Services {
  api: ApiClient;
  keys: IntentKeys;
  person: Person;
  auth: Pick<AuthSession, 'signIn' | 'signOut' | 'onEnded'>;
  version: string;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error('no services around this component');
  return services;
}
