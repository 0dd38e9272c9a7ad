import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Person } from '../../auth/roles';
import { t } from '../../messages';

export type TabName = Exclude<keyof typeof t.account.tabs, 'label'>;

export interface Tab {
  name: TabName;
  /** Who may read what is behind it; the server decides again. */
  opensFor: (person: Person) => boolean;
  page: LazyExoticComponent<ComponentType>;
}

const everybody = (person: Person) => person.role !== null;
const engineers = (person: Person) => person.worksSessions;
const callsOrSessions = (person: Person) => person.worksSessions || person.takesCalls;
const owners = (person: Person) => person.runsAccount;

/** The pages of the account, in the order they are shown; the first one that opens is the start. */
export const TABS: readonly Tab[] = [
  {
    name: 'usage',
    opensFor: owners,
    page: lazy(() => import('./usage/UsageTab').then((module) => ({ default: module.UsageTab }))),
  },
  {
    name: 'plan',
    opensFor: everybody,
    page: lazy(() => import('./plan/PlanTab').then((module) => ({ default: module.PlanTab }))),
  },
  {
    name: 'connections',
    opensFor: callsOrSessions,
    page: lazy(() =>
      import('./connections/ConnectionsTab').then((module) => ({ default: module.ConnectionsTab })),
    ),
  },
  {
    name: 'preferences',
    opensFor: engineers,
    page: lazy(() =>
      import('./preferences/PreferencesTab').then((module) => ({ default: module.PreferencesTab })),
    ),
  },
  {
    name: 'mappings',
    opensFor: owners,
    page: lazy(() => import('./preferences/MappingsTab').then((module) => ({ default: module.MappingsTab }))),
  },
  {
    name: 'categories',
    opensFor: owners,
    page: lazy(() =>
      import('./preferences/CategoriesTab').then((module) => ({ default: module.CategoriesTab })),
    ),
  },
  {
    name: 'members',
    opensFor: engineers,
    page: lazy(() => import('./members/MembersTab').then((module) => ({ default: module.MembersTab }))),
  },
  {
    name: 'notifications',
    opensFor: everybody,
    page: lazy(() =>
      import('./notifications/NotificationsTab').then((module) => ({ default: module.NotificationsTab })),
    ),
  },
  {
    name: 'post-log',
    opensFor: owners,
    page: lazy(() => import('./log/PostLogTab').then((module) => ({ default: module.PostLogTab }))),
  },
];

export function tabsOf(person: Person): Tab[] {
  return TABS.filter((tab) => tab.opensFor(person));
}
