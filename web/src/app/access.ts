import type { Person } from '../auth/roles';

/**
 * Who a page is for: the gate of the API it shows (architecture §1). The server decides the rights; this only spares
 * people a page full of refusals.
 */
export type Gate = 'anyone' | 'calls' | 'walks' | 'sessions' | 'account';

const PASSES: Record<Gate, (person: Person) => boolean> = {
  anyone: () => true,
  calls: (person) => person.takesCalls,
  walks: (person) => person.takesCalls || person.worksSessions,
  sessions: (person) => person.worksSessions,
  account: (person) => person.runsAccount,
};

export function passes(gate: Gate, person: Person): boolean {
  return PASSES[gate](person);
}
