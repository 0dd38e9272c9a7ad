/** Cached answers of the board besides its live list. */
export const boardKeys = {
  others: ['board', 'others'] as const,
  other: (view: string) => ['board', 'others', view] as const,
  briefing: (handoffId: string) => ['board', 'briefing', handoffId] as const,
};
