/** Names of cached answers, in one place so that an invalidation meets what it means. */
export const cacheKeys = {
  quota: ['quota'] as const,
  notices: ['notices'] as const,
  activeWalks: (scope: string) => ['walks', 'active', scope] as const,
  myEscalations: ['walks', 'escalated'] as const,
  walk: (id: string) => ['walk', id] as const,
  queue: ['queue'] as const,
  mySessions: ['sessions', 'mine'] as const,
  session: (id: string) => ['session', id] as const,
  facts: (id: string) => ['session', id, 'facts'] as const,
  handoffs: (id: string) => ['session', id, 'handoffs'] as const,
  writebacks: (id: string) => ['session', id, 'writebacks'] as const,
  members: ['members'] as const,
  tickets: (q: string) => ['tickets', q] as const,
  usage: ['usage'] as const,
  postLog: ['post-log'] as const,
  receipt: (id: string) => ['receipt', id] as const,
};
