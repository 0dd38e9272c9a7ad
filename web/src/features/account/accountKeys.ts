/** Names of cached answers of the account pages. */
export const accountKeys = {
  connections: ['account', 'connections'] as const,
  boards: (connectionId: string) => ['account', 'boards', connectionId] as const,
  statuses: (connectionId: string, boardId: string) =>
    ['account', 'statuses', connectionId, boardId] as const,
  psaMembers: (connectionId: string) => ['account', 'psa-members', connectionId] as const,
  mappings: (connectionId: string) => ['account', 'mappings', connectionId] as const,
  preferences: ['account', 'preferences'] as const,
  categories: ['account', 'categories'] as const,
  mail: ['account', 'mail'] as const,
  channels: ['account', 'channels'] as const,
  deliveries: (channelId: string) => ['account', 'deliveries', channelId] as const,
  notificationSettings: ['account', 'notification-settings'] as const,
  directory: (filter: object) => ['account', 'directory', filter] as const,
  claimers: ['account', 'claimers'] as const,
  usage: (span: object) => ['account', 'usage', span] as const,
  usageByUser: (span: object) => ['account', 'usage-by-user', span] as const,
  aiSettings: ['account', 'ai-settings'] as const,
  providers: ['account', 'providers'] as const,
  log: (filter: object) => ['account', 'log', filter] as const,
};
