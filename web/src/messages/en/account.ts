import { connections } from './account/connections';
import { log } from './account/log';
import { members } from './account/members';
import { notifications } from './account/notifications';
import { plan } from './account/plan';
import { categories, mappings, preferences } from './account/preferences';
import { usage } from './account/usage';

export const account = {
  title: 'Account',
  tabs: {
    label: 'Account',
    notifications: 'Notifications',
    connections: 'Ticketing systems',
    preferences: 'Tickets',
    mappings: 'Who is who',
    categories: 'AI-built steps',
    members: 'People',
    usage: 'AI usage',
    plan: 'Plan and AI',
    'post-log': 'Write-backs',
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
    title: 'What is left of the plan',
    plan: (name: string) => `Plan ${name}`,
    calls: 'AI calls',
    period: { day: 'today', month: 'this month' },
    tokens: 'Tokens',
    cost: 'Cost',
    trees: 'AI-built trees',
    used: 'Used',
    limit: 'Limit',
    left: 'Left',
    resets: 'Starts again',
    unlimited: 'no limit',
    mode: {
      live: 'Answers come from a language model.',
      offline: 'No language model is connected: answers come from the built-in library.',
      none: 'No provider is available.',
    },
    off: 'AI is switched off for this account.',
    what: 'Measure',
  },
  receipt: {
    title: 'Receipt',
    writeback: 'Write-back',
    who: 'Posted by',
    where: 'Ticket',
    note: 'Note',
    posted: 'Posted',
    visibility: 'Visibility',
    marker: 'Mark in the note',
    readBack: 'Note read back',
    fingerprint: 'SHA-256 of the text',
    status: 'Status',
    statusChange: (before: string, found: string) => `${before} → ${found}`,
    verified: (time: string, reads: number) => `verified ${time}, ${reads} reads`,
    session: 'Session',
    attempts: 'Steps',
    duplicates: (n: number) => `${n} copies of this note were found`,
  },
};
