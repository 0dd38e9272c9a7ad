import type { ApiClient, SendOptions } from './client';
import { sessionPath } from './sessions';

/** Shapes of contract-sessions §4.6. */
export type FixOutcome = 'applied_success' | 'applied_failed' | 'applied_partial' | 'applied_pending';
export type FixDecision = 'one_off' | 'draft_template' | 'build_template' | 'dismissed';
export type ScriptLanguage = 'powershell' | 'bash' | 'cmd' | 'python' | 'other';

export interface Fix {
  id: string;
  source: 'ai' | 'guided' | 'engineer';
  title: string;
  description: string | null;
  confidence: number | null;
  script: string | null;
  script_language: ScriptLanguage | null;
  status: 'proposed' | FixOutcome | 'dismissed' | 'superseded';
  user_decision: FixDecision | null;
  is_active: boolean;
  is_verifying: boolean;
  nudge_verification?: boolean;
  applied_at: string | null;
  verified_at?: string | null;
  partial_notes: string | null;
  failure_reason: string | null;
  pending_reason: string | null;
  ai_outcome_proposal: { outcome: 'success' | 'failure' | 'partial'; reason: string } | null;
  created_at?: string;
}

export interface OwnFix {
  title: string;
  description?: string;
  script?: string;
  script_language?: ScriptLanguage;
}

const of = (id: string) => `${sessionPath(id)}/suggested-fixes`;
const one = (id: string, fixId: string) => `${of(id)}/${encodeURIComponent(fixId)}`;

export const fixes = {
  list: (api: ApiClient, id: string, signal?: AbortSignal) => api.get<Fix[]>(of(id), {}, signal),
  add: (api: ApiClient, id: string, body: OwnFix, options: SendOptions) =>
    api.send<Fix>('POST', of(id), body, options),
  decide: (api: ApiClient, id: string, fixId: string, decision: FixDecision, options: SendOptions) =>
    api.send<unknown>('POST', `${one(id, fixId)}/decision`, { decision }, options),
  applied: (api: ApiClient, id: string, fixId: string, options: SendOptions) =>
    api.send<Fix>('POST', `${one(id, fixId)}/applied`, undefined, options),
  outcome: (
    api: ApiClient,
    id: string,
    fixId: string,
    body: { outcome: FixOutcome; notes?: string },
    options: SendOptions,
  ) => api.send<Fix>('PATCH', `${one(id, fixId)}/outcome`, body, options),
  refuseOutcome: (api: ApiClient, id: string, fixId: string) =>
    api.send<undefined>('DELETE', `${one(id, fixId)}/outcome-proposal`),
  script: (
    api: ApiClient,
    id: string,
    fixId: string,
    body: { script: string; script_language: ScriptLanguage },
    options: SendOptions,
  ) => api.send<Fix>('PATCH', `${one(id, fixId)}/script`, body, options),
};
