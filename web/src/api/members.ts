import type { Role } from '../auth/roles';
import type { ApiClient } from './client';
import { nextCursor } from './sessions';

/** A person of the account (contract-handoffs §8); `email` for owners and administrators only. */
export interface DirectoryMember {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  team_id: string | null;
  is_team_admin: boolean;
  can_cover_l1: boolean;
  can_claim: boolean;
  enabled: boolean;
}

export interface MemberQuery {
  q?: string;
  role?: string;
  can_claim?: boolean;
  include_disabled?: boolean;
}

export interface MemberPage {
  items: DirectoryMember[];
  next: string | null;
  /** Seconds since the directory was last read; null when it never was. */
  age: number | null;
  stale: boolean;
}

export const members = {
  page: async (
    api: ApiClient,
    query: MemberQuery,
    cursor: string | null,
    signal?: AbortSignal,
  ): Promise<MemberPage> => {
    const { body, headers } = await api.getWithHeaders<DirectoryMember[]>(
      '/members',
      { ...query, cursor, limit: 100 },
      signal,
    );
    const age = headers.get('RF-Directory-Age');
    return {
      items: body,
      next: nextCursor(headers.get('Link')),
      age: age === null ? null : Number(age),
      stale: headers.get('RF-Directory-Stale') === 'true',
    };
  },
};
