import { describe, expect, it } from 'vitest';
import { personOf } from './roles';

function tokenOf(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  return `h.${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')}.s`;
}

const withRoles = (roles: string[], more: object = {}) =>
  personOf(tokenOf({ sub: 'u', name: 'Zoë Ångström', realm_access: { roles }, ...more }));

describe('the person in a token', () => {
  it('has the highest of the roles', () => {
    expect(withRoles(['offline_access', 'engineer', 'owner']).role).toBe('owner');
  });

  it.each([
    ['l1_tech', {}, [true, false, false]],
    ['engineer', {}, [false, true, false]],
    ['engineer', { can_cover_l1: true }, [true, true, false]],
    ['admin', {}, [true, true, true]],
    ['viewer', { can_cover_l1: true }, [false, false, false]],
  ])('%s %o gets the gates of the architecture page', (role, claims, gates) => {
    const person = withRoles([role], claims);
    expect([person.takesCalls, person.worksSessions, person.runsAccount]).toEqual(gates);
  });

  it('keeps letters outside ASCII in the name', () => {
    expect(withRoles(['viewer']).name).toBe('Zoë Ångström');
  });

  it('has no rights when the token cannot be read', () => {
    expect(personOf('nonsense')).toMatchObject({ role: null, takesCalls: false, worksSessions: false });
  });
});
