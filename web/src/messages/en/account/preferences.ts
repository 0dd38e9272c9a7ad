import type { MappedStatus } from '../../../api/preferences';

const status: Record<MappedStatus, string> = {
  resolved_status_id: 'When resolved',
  escalated_status_id: 'When escalated',
};

export const preferences = {
  title: 'Tickets',
  readOnly: 'Owners and administrators change these.',
  updated: (name: string, time: string) => `Last changed by ${name}, ${time}`,
  saved: 'Saved.',
  saving: 'Saving…',
  defaults: {
    title: 'Default system',
    label: 'Used when none is named',
    nobody: 'none',
  },
  push: {
    title: 'Written by itself',
    auto_push_on_resolve: 'Resolution note when a session is resolved',
    auto_push_on_escalate: 'Escalation package when a session is escalated',
    auto_push_l1: 'Notes of L1 calls with a ticket',
    auto_push_changes_status: 'These also set the ticket’s status',
  },
  notes: {
    title: 'Notes',
    visibility: 'Resolution notes are seen by',
    customer: 'the customer',
    internal: 'the team only',
    notify_customer: 'Let the system mail the customer about a note',
    note_signature: 'Sign notes with the engineer’s name',
  },
  templatize: 'Offer to make a template after resolving',
  boards: {
    title: 'Statuses per board',
    text: 'The status a ticket gets. A board without an entry follows “All boards”; without that the status is left alone.',
    connection: 'System',
    all: 'All boards',
    board: 'Board',
    inactive: 'inactive',
    unset: 'as all boards',
    leave: 'leave as it is',
    status,
    change: 'Change',
    changeOf: (board: string) => `Change ${board}`,
    clear: 'Take the entry away',
    typed: 'This system has no list of statuses: type the status as the system names it.',
    stale: 'The system cannot be reached; this list is from before.',
    refresh: 'Read the boards again',
    none: 'The system shows no boards.',
    noConnection: 'Connect a ticketing system first.',
    unknown: (id: string) => `status ${id}`,
    search: 'Find a board',
  },
};

export const mappings = {
  title: 'Who is who',
  text: 'Links each of your people with their name in the ticketing system. People are matched by e-mail after every test.',
  connection: 'System',
  person: 'Person',
  external: 'In the ticketing system',
  nobody: 'nobody',
  matched: { email: 'by e-mail', manual: 'by hand' },
  by: 'Matched',
  inactive: (name: string) => `${name} (inactive)`,
  none: 'Nobody is in the directory yet.',
  stale: 'The system cannot be reached; this list is from before.',
  of: (name: string) => `${name} in the ticketing system`,
};

export const categories = {
  title: 'AI-built steps',
  text: 'Where no published flow fits, AI may build steps in these categories. Published flows are never blocked.',
  recommended: 'recommended off',
  count: (on: number, all: number) => `${on} of ${all} on`,
  back: 'Back to the recommended ones',
  conflict: 'Somebody else changed the categories. Theirs are shown now; your choice is still ticked below.',
  useTheirs: 'Take theirs',
  saved: 'Saved. It holds from the next call on.',
};
