import type { Messages } from '..';
import { connections } from './account/connections';
import { log } from './account/log';
import { members } from './account/members';
import { notifications } from './account/notifications';
import { plan } from './account/plan';
import { categories, mappings, preferences } from './account/preferences';
import { usage } from './account/usage';

export const account: Messages['account'] = {
  title: 'Konto',
  tabs: {
    label: 'Konto',
    notifications: 'Benachrichtigungen',
    connections: 'Ticketsysteme',
    preferences: 'Tickets',
    mappings: 'Wer ist wer',
    categories: 'Von KI gebaute Schritte',
    members: 'Personen',
    usage: 'KI-Nutzung',
    plan: 'Tarif und KI',
    'post-log': 'Einträge',
  },
  connections,
  preferences,
  mappings,
  categories,
  notifications,
  members,
  usage,
  plan,
  log,
  quota: {
    title: 'Was vom Tarif übrig ist',
    plan: (name) => `Tarif ${name}`,
    calls: 'KI-Aufrufe',
    period: { day: 'heute', month: 'diesen Monat' },
    tokens: 'Tokens',
    cost: 'Kosten',
    trees: 'Von KI gebaute Abläufe',
    used: 'Verbraucht',
    limit: 'Grenze',
    left: 'Übrig',
    resets: 'Beginnt neu',
    unlimited: 'ohne Grenze',
    mode: {
      live: 'Die Antworten kommen von einem Sprachmodell.',
      offline: 'Kein Sprachmodell ist angebunden: Die Antworten kommen aus der eingebauten Bibliothek.',
      none: 'Kein Anbieter ist verfügbar.',
    },
    off: 'KI ist für dieses Konto ausgeschaltet.',
    what: 'Größe',
  },
  receipt: {
    title: 'Beleg',
    writeback: 'Eintrag',
    who: 'Eingetragen von',
    where: 'Ticket',
    note: 'Notiz',
    posted: 'Eingetragen',
    visibility: 'Sichtbarkeit',
    marker: 'Kennzeichen in der Notiz',
    readBack: 'Notiz zurückgelesen',
    fingerprint: 'SHA-256 des Textes',
    status: 'Status',
    statusChange: (before, found) => `${before} → ${found}`,
    verified: (time, reads) => `geprüft ${time}, ${reads}-mal gelesen`,
    session: 'Sitzung',
    attempts: 'Schritte',
    duplicates: (n) => `${n} Kopien dieser Notiz wurden gefunden`,
  },
};
