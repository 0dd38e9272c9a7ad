import type { ApiClient, SendOptions } from './client';
import { sessionPath } from './sessions';

export interface Fact {
  id: string;
  text: string;
  source_type: string;
  source_ref?: string | null;
  editable: boolean;
  created_by_name: string | null;
}

/** Where a fact comes from when it is made of something that stands in the session already. */
export interface Promotion {
  item_id?: string;
  step_id?: string;
  message_id?: string;
  text?: string;
}

const of = (id: string) => `${sessionPath(id)}/facts`;

export const facts = {
  list: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Fact[]>(of(id), {}, signal),
  add: (api: ApiClient, id: string, text: string, options: SendOptions) =>
    api.send<Fact>('POST', of(id), { text }, options),
  reword: (api: ApiClient, id: string, factId: string, text: string) =>
    api.send<Fact>('PATCH', `${of(id)}/${factId}`, { text }),
  remove: (api: ApiClient, id: string, factId: string) =>
    api.send<undefined>('DELETE', `${of(id)}/${factId}`),
  promote: (api: ApiClient, id: string, body: Promotion, options: SendOptions) =>
    api.send<Fact>('POST', `${of(id)}/promote`, body, options),
};
