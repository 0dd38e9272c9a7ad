/** Cached answers of the technicians' desk. */
export const deskKeys = {
  tickets: (status: string) => ['desk', 'tickets', status] as const,
  ticket: (id: string) => ['desk', 'ticket', id] as const,
  handedOn: (filter: object) => ['walks', 'handed-on', filter] as const,
  connections: ['desk', 'connections'] as const,
  /** What the intake had to say about a walk that was started all the same. */
  warnings: (walkId: string) => ['desk', 'warnings', walkId] as const,
};
