import type { Person } from '../auth/roles';
import { t } from '../messages';
import { passes, type Gate } from './access';

export interface NavPage {
  to: string;
  gate: Gate;
  label: () => string;
}

/** The pages of the navigation and of the command palette, in their order. A new page is one more row. */
const PAGES: readonly NavPage[] = [
  { to: '/', gate: 'calls', label: () => t.shell.takeCall },
  { to: '/l1/queue', gate: 'calls', label: () => t.intake.queue.title },
  { to: '/escalations', gate: 'sessions', label: () => t.shell.escalations },
  { to: '/sessions', gate: 'sessions', label: () => t.shell.sessions },
  { to: '/flows', gate: 'anyone', label: () => t.library.nav },
  { to: '/account', gate: 'anyone', label: () => t.shell.account },
];

export function pagesFor(person: Person): readonly NavPage[] {
  return PAGES.filter((page) => passes(page.gate, person));
}
