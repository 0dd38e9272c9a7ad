/** Roles of the token, highest first (architecture §1). They decide the navigation; the server decides the rights. */
const ROLES = ['super_admin', 'owner', 'admin', 'engineer', 'l1_tech', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
  id: string;
  name: string;
  email: string | null;
  accountId: string | null;
  role: Role | null;
  /** Gate L1: may take calls. */
  takesCalls: boolean;
  /** Gate E/A: may claim and work sessions. */
  worksSessions: boolean;
  /** Gate O/A: may see usage and the post log. */
  runsAccount: boolean;
}

/** Reads the person out of an access token. No check of the signature: the server does that on every call. */
export function personOf(accessToken: string): Person {
  const claims = claimsOf(accessToken);
  const names = rolesIn(claims);
  const role = ROLES.find((candidate) => names.includes(candidate)) ?? null;
  const runsAccount = role === 'super_admin' || role === 'owner' || role === 'admin';
  const worksSessions = runsAccount || role === 'engineer';
  const covers = claims['can_cover_l1'] === true || claims['can_cover_l1'] === 'true';
  return {
    id: textIn(claims, 'sub') ?? '',
    name: textIn(claims, 'name') ?? textIn(claims, 'preferred_username') ?? textIn(claims, 'email') ?? '',
    email: textIn(claims, 'email'),
    accountId: textIn(claims, 'account_id'),
    role,
    takesCalls: role === 'l1_tech' || runsAccount || (worksSessions && covers),
    worksSessions,
    runsAccount,
  };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (unit) => unit.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function rolesIn(claims: Record<string, unknown>): unknown[] {
  const realm = claims['realm_access'];
  const fromRealm = typeof realm === 'object' && realm !== null && 'roles' in realm ? realm.roles : [];
  const flat = claims['roles'];
  return [...listOf(fromRealm), ...listOf(flat)];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function textIn(claims: Record<string, unknown>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
