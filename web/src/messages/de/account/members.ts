import type { Messages } from '../..';

export const members: Messages['account']['members'] = {
  title: 'Personen',
  text: 'Personen und ihre Rollen stehen in Ihrem Anmeldesystem; hier steht, was es sagt.',
  search: 'Person suchen',
  searchHint: 'Name',
  roleFilter: 'Rolle',
  anyRole: 'jede Rolle',
  disabled: 'Auch abgeschaltete',
  name: 'Name',
  email: 'E-Mail',
  roleHead: 'Rolle',
  may: 'Darf',
  claim: 'Eskalationen übernehmen',
  cover: 'L1 vertreten',
  teamAdmin: 'Team verwalten',
  off: 'abgeschaltet',
  you: 'Sie',
  none: 'Niemand passt.',
  more: 'Mehr zeigen',
  role: {
    super_admin: 'Plattform',
    owner: 'Inhaber',
    admin: 'Administrator',
    engineer: 'Techniker',
    l1_tech: 'L1-Techniker',
    viewer: 'Betrachter',
  },
  fresh: (time) => `Vor ${time} aus dem Anmeldesystem gelesen.`,
  stale: (time) =>
    `Das Anmeldesystem ist nicht erreichbar. Diese Liste ist ${time} alt; neue Personen und geänderte Rollen fehlen.`,
  staleUnknown: 'Das Anmeldesystem ist nicht erreichbar; es können Personen fehlen.',
};
