import type { Messages } from '../..';

type Texts = Pick<
  Messages['pilot'],
  'package' | 'update' | 'documentation' | 'outputs' | 'similar' | 'rating'
>;

export const texts: Texts = {
  package: {
    title: 'Eskalationspaket',
    short: 'Paket',
    intro:
      'Das Paket sagt den anderen, was bekannt und versucht ist. Sie prüfen es, dann geht es ins Ticket.',
    reopens: 'Die Sitzung ist gelöst. Ein Paket öffnet sie wieder und bittet um Hilfe.',
    preview: 'Paket vorbereiten',
    preparing: 'Das Paket wird geschrieben …',
    skeleton:
      '## Problem\n\n## Was bestätigt ist\n\n## Was versucht wurde\n\n## Vermutung\n\n## Vorgeschlagene nächste Schritte\n',
    text: 'Text des Pakets',
    reason: 'Warum, in einer Zeile',
    post: (ticket) => `In Ticket ${ticket} schreiben und eskalieren`,
    postLocal: 'Mit diesem Paket eskalieren',
    confirmTitle: 'Dieses Paket schreiben?',
    confirmTicket: (ticket) =>
      `Das Paket geht als interne Notiz in Ticket ${ticket}, dessen Status wird geändert und zurückgelesen, und die Sitzung wartet auf Übernahme.`,
    confirmLocal:
      'Kein Ticket ist verknüpft: Die Sitzung wartet auf Übernahme, und das Paket bleibt nur hier.',
    result: {
      title: 'Eskaliert',
      posted: (ticket, id) => `Das Paket steht in Ticket ${ticket} (Notiz ${id}).`,
      local: 'Die Sitzung wartet auf Übernahme. Kein Ticket wurde geändert.',
      status: (name) => `Der Status des Tickets ist jetzt „${name}“, zurückgelesen aus dem Ticketsystem.`,
      resolvedOnly: 'Die Sitzung wartet auf Übernahme.',
      pending: (state) => `Der Eintrag ins Ticket ist noch nicht fertig (${state}).`,
      queued: 'Die Sitzung steht in der Warteschlange.',
    },
  },
  update: {
    title: 'Zwischenstand',
    forWhom: 'Für wen',
    audience: { ticket_notes: 'Ticket', client_update: 'Kunde', email_draft: 'E-Mail' },
    howLong: 'Wie lang',
    length: { quick: 'Kurz', detailed: 'Ausführlich' },
    context: 'Was erwähnt werden soll',
    contextHint: 'Leer folgt der Text nur der Aufzeichnung.',
    write: 'Schreiben lassen',
    writeAgain: 'Neu schreiben lassen',
    writing: 'Wird geschrieben …',
    subject: 'Betreff',
    text: 'Text',
    copy: 'Text kopieren',
    openMail: 'Im Mailprogramm öffnen',
    useAsNote: 'Als Lösungsnotiz verwenden',
  },
  documentation: {
    title: 'Dokumentation',
    of: (title) => `Dokumentation: ${title}`,
    back: '← Sitzung',
    which: 'Was zu lesen ist',
    record: 'Aufzeichnung',
    notes: 'Ticketnotizen',
    print: 'Drucken',
    course: 'Verlauf',
    version: (n) => `Fassung ${n}`,
    state: {
      writing: 'Wird geschrieben …',
      reconnecting: 'Verbindung unterbrochen; es geht weiter, wo es aufhörte …',
      done: 'Vollständig.',
      failed: 'Nicht vollständig.',
    },
  },
  outputs: {
    title: 'Texte aus dieser Sitzung',
    kind: {
      psa_ticket_notes: 'Ticketnotizen',
      kb_article: 'Wissensartikel',
      client_summary: 'Zusammenfassung für den Kunden',
    },
    state: {
      pending: 'wartet',
      generating: 'wird geschrieben',
      ready: 'fertig',
      failed: 'fehlgeschlagen',
      waiting_quota: 'wartet auf Kontingent',
      stale: 'veraltet',
    },
    editedBy: (name) => `bearbeitet von ${name}`,
    tries: (n) => (n === 1 ? '1 Versuch.' : `${n} Versuche.`),
    next: (time) => `Nächster Versuch ${time}.`,
    edit: 'Bearbeiten',
    regenerate: 'Neu schreiben lassen',
    overwrite: 'Den bearbeiteten Text ersetzen?',
    overwriteWhat: (name) => `${name} hat diesen Text von Hand geändert. Neu schreiben ersetzt das.`,
    changed:
      'Dieser Text wurde inzwischen geändert. Ihrer bleibt erhalten: vergleichen Sie, dann ersetzt erneutes Speichern den anderen.',
    theirs: 'Der Text, wie er jetzt ist',
  },
  similar: {
    title: 'Ähnliche Sitzungen',
    none: 'Noch nichts Ähnliches.',
    untitled: 'Ein ähnliches Problem',
    alike: (share) => `${share} ähnlich`,
    resolvedOn: (day) => `gelöst ${day}`,
    redacted: 'von anderen, ohne Namen',
  },
  rating: {
    title: 'Hat es geholfen?',
    question: 'Bewertung',
    scale: '1 gar nicht, 5 sehr',
    feedback: 'Was sollte besser sein?',
    send: 'Bewertung speichern',
    given: (n) => `Sie gaben ${n} von 5.`,
  },
};
