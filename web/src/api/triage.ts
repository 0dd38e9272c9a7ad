import type { ApiClient, SendOptions } from './client';
import { sessionPath, type Evidence, type Triage } from './sessions';

/** Only what changed is sent; null clears a field (contract-sessions §4.5). */
export interface TriagePatch {
  title?: string;
  client_name?: string | null;
  asset_name?: string | null;
  issue_category?: string | null;
  triage_hypothesis?: string | null;
  evidence_items?: Evidence[];
  triage_version?: number;
}

export const triage = {
  edit: (api: ApiClient, id: string, patch: TriagePatch, options: SendOptions) =>
    api.send<Triage>('PATCH', `${sessionPath(id)}/triage`, patch, options),
};
