import type { ApiClient, SendOptions } from './client';
import type { Priority } from './l1';
import { nextCursor } from './sessions';

/** Catalogue of contract-handoffs §7.1. */
export const EVENT_KEYS = [
  'session.escalated',
  'l1.session.escalated',
  'handoff.reassigned',
  'handoff.released',
  'handoff.claimed',
  'handoff.expired',
  'psa.writeback_failed',
  'psa.connection_paused',
  'proposal.pending',
  'proposal.approved',
  'knowledge_gap.detected',
] as const;
export type EventKey = (typeof EVENT_KEYS)[number];

export const CHANNEL_TYPES = ['slack', 'teams', 'webhook'] as const;
export type ChannelType = 'email' | (typeof CHANNEL_TYPES)[number];

/** One in-app notice of one person. */
export interface Notice {
  id: string;
  event: string;
  title: string;
  body: string | null;
  link: string | null;
  settled_text: string | null;
  settled_at: string | null;
  read_at: string | null;
  created_at: string;
}

export interface NoticePage {
  items: Notice[];
  unread: number;
  next: string | null;
}

export interface Channel {
  id: string;
  type: ChannelType;
  name: string;
  builtin: boolean;
  enabled: boolean;
  events_enabled: EventKey[];
  min_priority: Priority;
  url_hint: string | null;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface ChannelRequest {
  type?: ChannelType;
  name?: string;
  url?: string;
  events_enabled?: EventKey[];
  min_priority?: Priority;
  enabled?: boolean;
}

export interface ChannelTest {
  ok: boolean;
  http_status: number | null;
  error_code: string | null;
}

export interface Delivery {
  id: string;
  event: string;
  recipient_hint: string;
  state: 'pending' | 'sending' | 'sent' | 'failed' | 'cancelled' | 'suppressed';
  attempts: number;
  next_attempt_at: string | null;
  last_http_status: number | null;
  last_error_code: string | null;
  fallback_used: boolean;
  created_at: string;
  sent_at: string | null;
}

export interface NotificationSettings {
  l1_recipient_ids: string[];
  collapse_window_seconds: number;
}

export interface MailPreferences {
  email: Record<string, boolean>;
}

const ROOT = '/notifications';
const channel = (id: string) => `${ROOT}/channels/${encodeURIComponent(id)}`;

export const notifications = {
  page: async (api: ApiClient, cursor: string | null, signal?: AbortSignal): Promise<NoticePage> => {
    const { body, headers } = await api.getWithHeaders<Notice[]>(ROOT, { limit: 20, cursor }, signal);
    return {
      items: body,
      unread: Number(headers.get('RF-Unread-Count') ?? 0),
      next: nextCursor(headers.get('Link')),
    };
  },
  read: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<undefined>('POST', `${ROOT}/${encodeURIComponent(id)}/read`, undefined, options),
  /** Up to the newest notice that was on the screen: one that arrives meanwhile stays unread. */
  readAll: (api: ApiClient, before: string, options: SendOptions) =>
    api.send<undefined>('POST', `${ROOT}/read-all`, { before }, options),

  mail: (api: ApiClient, signal?: AbortSignal) => api.get<MailPreferences>(`${ROOT}/preferences`, {}, signal),
  changeMail: (api: ApiClient, email: Record<string, boolean>) =>
    api.send<MailPreferences>('PATCH', `${ROOT}/preferences`, { email }),
  settings: (api: ApiClient, signal?: AbortSignal) =>
    api.get<NotificationSettings>(`${ROOT}/settings`, {}, signal),
  changeSettings: (api: ApiClient, patch: Partial<NotificationSettings>) =>
    api.send<NotificationSettings>('PATCH', `${ROOT}/settings`, patch),

  channels: (api: ApiClient, signal?: AbortSignal) => api.get<Channel[]>(`${ROOT}/channels`, {}, signal),
  createChannel: (api: ApiClient, body: ChannelRequest, options: SendOptions) =>
    api.send<Channel & { signing_secret?: string }>('POST', `${ROOT}/channels`, body, options),
  changeChannel: (api: ApiClient, id: string, body: ChannelRequest & { version: number }) =>
    api.send<Channel>('PATCH', channel(id), body),
  removeChannel: (api: ApiClient, id: string) => api.send<undefined>('DELETE', channel(id)),
  testChannel: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<ChannelTest>('POST', `${channel(id)}/test`, undefined, options),
  rotateSecret: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<{ signing_secret: string; previous_valid_until: string }>(
      'POST',
      `${channel(id)}/rotate-secret`,
      undefined,
      options,
    ),
  deliveries: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<Delivery[]>(`${channel(id)}/deliveries`, { limit: 50 }, signal),
};
