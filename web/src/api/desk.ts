import type { ApiClient, SendOptions } from './client';
import type { WalkKind, WalkStatus } from './l1';
import { nextCursor } from './sessions';

export const TICKET_STATES = ['open', 'walking', 'escalated', 'resolved'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** An internal ticket with its latest walk (contract-l1 §7). */
export interface TicketRow {
  ticket_id: string;
  problem_statement: string;
  customer_name: string | null;
  status: TicketState;
  created_at: string;
  category: string | null;
  session_id: string | null;
  session_kind: WalkKind | null;
  session_status: WalkStatus | null;
  handled_by_name: string | null;
  updated_at: string;
}

export interface TicketDetail extends TicketRow {
  customer_contact: string | null;
  resolution_notes: string | null;
  sessions: {
    id: string;
    session_kind: WalkKind;
    status: WalkStatus;
    flow_title: string | null;
    handled_by_name: string;
    started_at: string;
  }[];
  created_by_name: string;
}

const one = (id: string) => `/l1/tickets/${encodeURIComponent(id)}`;

/** The queue of internal tickets. */
export const desk = {
  tickets: async (
    api: ApiClient,
    status: TicketState | null,
    cursor: string | null,
    signal?: AbortSignal,
  ) => {
    const { body, headers } = await api.getWithHeaders<TicketRow[]>(
      '/l1/queue',
      { status_filter: status, cursor, limit: 30 },
      signal,
    );
    return { items: body, next: nextCursor(headers.get('Link')) };
  },
  ticket: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<TicketDetail>(one(id), {}, signal),
  close: (api: ApiClient, id: string, resolutionNotes: string, options: SendOptions) =>
    api.send<TicketRow>('POST', `${one(id)}/close`, { resolution_notes: resolutionNotes }, options),
};
