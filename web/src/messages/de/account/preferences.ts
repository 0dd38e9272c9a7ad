import type { Messages } from '../..';

export const preferences: Messages['account']['preferences'] = {
  title: 'Tickets',
  readOnly: 'Das ändern Inhaber und Administratoren.',
  updated: (name, time) => `Zuletzt geändert von ${name}, ${time}`,
  saved: 'Gespeichert.',
  saving: 'Wird gespeichert …',
  defaults: {
    title: 'Standardsystem',
    label: 'wird genommen, wenn keines genannt ist',
    nobody: 'keines',
  },
  push: {
    title: 'Wird von selbst geschrieben',
    auto_push_on_resolve: 'Lösungsnotiz, wenn eine Sitzung gelöst wird',
    auto_push_on_escalate: 'Übergabepaket, wenn eine Sitzung eskaliert wird',
    auto_push_l1: 'Notizen von L1-Anrufen mit Ticket',
    auto_push_changes_status: 'Dabei auch den Status des Tickets setzen',
  },
  notes: {
    title: 'Notizen',
    visibility: 'Lösungsnotizen sieht',
    customer: 'der Kunde',
    internal: 'nur das Team',
    notify_customer: 'Das System darf dem Kunden eine Notiz mailen',
    note_signature: 'Notizen mit dem Namen des Technikers unterschreiben',
  },
  templatize: 'Nach dem Lösen anbieten, eine Vorlage zu machen',
  boards: {
    title: 'Status je Board',
    text: 'Der Status, den ein Ticket bekommt. Ein Board ohne Eintrag folgt „Alle Boards“; ohne diesen bleibt der Status, wie er ist.',
    connection: 'System',
    all: 'Alle Boards',
    board: 'Board',
    inactive: 'inaktiv',
    unset: 'wie alle Boards',
    leave: 'so lassen',
    status: { resolved_status_id: 'Wenn gelöst', escalated_status_id: 'Wenn eskaliert' },
    change: 'Ändern',
    changeOf: (board) => `${board} ändern`,
    clear: 'Eintrag entfernen',
    typed: 'Dieses System hat keine Liste von Status: Schreiben Sie den Status, wie das System ihn nennt.',
    stale: 'Das System ist nicht erreichbar; diese Liste ist von vorher.',
    refresh: 'Boards neu lesen',
    none: 'Das System zeigt keine Boards.',
    noConnection: 'Binden Sie zuerst ein Ticketsystem an.',
    unknown: (id) => `Status ${id}`,
    search: 'Board suchen',
  },
};

export const mappings: Messages['account']['mappings'] = {
  title: 'Wer ist wer',
  text: 'Verbindet Ihre Leute mit ihrem Namen im Ticketsystem. Nach jeder Prüfung wird nach E-Mail zugeordnet.',
  connection: 'System',
  person: 'Person',
  external: 'Im Ticketsystem',
  nobody: 'niemand',
  matched: { email: 'nach E-Mail', manual: 'von Hand' },
  by: 'Zugeordnet',
  inactive: (name) => `${name} (inaktiv)`,
  none: 'Noch niemand ist im Verzeichnis.',
  stale: 'Das System ist nicht erreichbar; diese Liste ist von vorher.',
  of: (name) => `${name} im Ticketsystem`,
};

export const categories: Messages['account']['categories'] = {
  title: 'Von KI gebaute Schritte',
  text: 'Wo kein veröffentlichter Ablauf passt, darf KI in diesen Kategorien Schritte bauen. Veröffentlichte Abläufe werden nie gesperrt.',
  recommended: 'empfohlen: aus',
  count: (on, all) => `${on} von ${all} an`,
  back: 'Zurück zu den empfohlenen',
  conflict:
    'Jemand anderes hat die Kategorien geändert. Unten ist weiter Ihre Auswahl angehakt; gespeichert ist die andere.',
  useTheirs: 'Die andere nehmen',
  saved: 'Gespeichert. Es gilt ab dem nächsten Anruf.',
};
