import type { ApiClient, SendOptions } from './client';
import type { RetryAnswer, Writeback } from './psa';
import { nextCursor } from './sessions';

export const WRITEBACK_STATES = [
  'in_progress',
  'completed',
  'pending_retry',
  'unknown',
  'needs_retry',
  'failed',
  'needs_person',
  'conflict',
  'cancelled',
  'given_up',
  'superseded',
] as const;

export interface LogFilter {
  state?: string;
  kind?: string;
  origin?: string;
  connection_id?: string;
  ticket_id?: string;
}

export type DecisionKind = 'it_is_there' | 'send_again' | 'give_up';

export interface DecisionRequest {
  decision: DecisionKind;
  reason: string;
  external_id?: string;
}

const PSA = '/integrations/psa';
const one = (id: string) => `${PSA}/writebacks/${encodeURIComponent(id)}`;

/** What was written to tickets, and what a person can do about what stopped (contract-psa §11). */
export const postLog = {
  page: async (api: ApiClient, filter: LogFilter, cursor: string | null, signal?: AbortSignal) => {
    const { body, headers } = await api.getWithHeaders<Writeback[]>(
      `${PSA}/post-log`,
      { ...filter, cursor, limit: 50 },
      signal,
    );
    return { items: body, next: nextCursor(headers.get('Link')) };
  },
  retry: (api: ApiClient, id: string, options: SendOptions) =>
    api.send<RetryAnswer>('POST', `${one(id)}/retry`, undefined, options),
  decide: (api: ApiClient, id: string, body: DecisionRequest, options: SendOptions) =>
    api.send<Writeback>('POST', `${one(id)}/decision`, body, options),
};
