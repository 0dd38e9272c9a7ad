import type { Role } from '../../../auth/roles';

const role: Record<Role, string> = {
  super_admin: 'Platform',
  owner: 'Owner',
  admin: 'Administrator',
  engineer: 'Engineer',
  l1_tech: 'L1 technician',
  viewer: 'Viewer',
};

export const members = {
  title: 'People',
  text: 'People and their roles are kept in your sign-in system; this is what it says.',
  search: 'Find a person',
  searchHint: 'Name',
  roleFilter: 'Role',
  anyRole: 'any role',
  disabled: 'Also those switched off',
  name: 'Name',
  email: 'E-mail',
  roleHead: 'Role',
  may: 'May',
  claim: 'claim escalations',
  cover: 'cover L1',
  teamAdmin: 'team administrator',
  off: 'switched off',
  you: 'you',
  none: 'Nobody fits.',
  more: 'Show more',
  role,
  fresh: (time: string) => `Read from the sign-in system ${time} ago.`,
  stale: (time: string) =>
    `The sign-in system cannot be reached. This list is ${time} old; new people and changed roles are missing.`,
  staleUnknown: 'The sign-in system cannot be reached; people may be missing.',
};
