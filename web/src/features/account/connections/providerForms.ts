import type { FullConnection, Provider } from '../../../api/connections';

interface ConfigField {
  name: string;
  kind: 'text' | 'number' | 'flag';
  required: boolean;
}

/** What each system asks for (contract-psa §2.1); the server checks it again and names what is missing. */
export interface ProviderForm {
  urlRequired: boolean;
  config: readonly ConfigField[];
  secrets: readonly { name: string; required: boolean }[];
}

const text = (name: string, required = true): ConfigField => ({ name, kind: 'text', required });
const number = (name: string): ConfigField => ({ name, kind: 'number', required: true });
const ownHost: ConfigField = { name: 'own_host', kind: 'flag', required: false };
const secret = (name: string) => ({ name, required: true });
const optional = (name: string) => ({ name, required: false });

export const PROVIDER_FORMS: Record<Provider, ProviderForm> = {
  connectwise: {
    urlRequired: true,
    config: [text('company_id'), ownHost],
    secrets: [secret('public_key'), secret('private_key'), optional('client_id')],
  },
  autotask: {
    urlRequired: false,
    config: [text('username'), number('internal_publish'), number('customer_publish'), number('note_type')],
    secrets: [secret('secret'), optional('integration_code')],
  },
  halopsa: {
    urlRequired: true,
    config: [text('tenant', false), number('internal_outcome_id'), number('customer_outcome_id'), ownHost],
    secrets: [secret('client_id'), secret('client_secret')],
  },
  zammad: { urlRequired: true, config: [], secrets: [secret('token')] },
  request_tracker: { urlRequired: true, config: [], secrets: [secret('token')] },
};

/** What is typed about a connection, but its secrets. */
export interface ConnectionDraft {
  provider: Provider | '';
  name: string;
  url: string;
  /** Flags are `yes` or empty. */
  config: Record<string, string>;
  isDefault: boolean;
}

export const emptyDraft: ConnectionDraft = { provider: '', name: '', url: '', config: {}, isDefault: false };

export function draftOf(connection: FullConnection): ConnectionDraft {
  const config: Record<string, string> = {};
  for (const [name, value] of Object.entries(connection.config)) {
    config[name] = value === true ? 'yes' : value === false || value === null ? '' : String(value);
  }
  return {
    provider: connection.provider,
    name: connection.display_name,
    url: connection.base_url ?? '',
    config,
    isDefault: connection.is_default,
  };
}

/** The members of `config` as the server wants them: what is empty is left out. */
export function configOf(provider: Provider, values: Record<string, string>) {
  const config: Record<string, string | boolean> = {};
  for (const field of PROVIDER_FORMS[provider].config) {
    const value = (values[field.name] ?? '').trim();
    if (field.kind === 'flag') {
      if (value === 'yes') config[field.name] = true;
    } else if (value !== '') {
      config[field.name] = value;
    }
  }
  return config;
}

/** Names of what is still to be filled in: `name`, `url`, `config.x`, `secret.x`. */
export function missingOf(
  draft: ConnectionDraft,
  secrets: Record<string, string>,
  needsSecrets: boolean,
): Set<string> {
  const missing = new Set<string>();
  if (draft.provider === '') return missing.add('provider');
  const form = PROVIDER_FORMS[draft.provider];
  if (draft.name.trim() === '') missing.add('name');
  if (form.urlRequired && draft.url.trim() === '') missing.add('url');
  for (const field of form.config) {
    if (field.required && (draft.config[field.name] ?? '').trim() === '') missing.add(`config.${field.name}`);
  }
  if (needsSecrets) {
    for (const field of form.secrets) {
      if (field.required && (secrets[field.name] ?? '') === '') missing.add(`secret.${field.name}`);
    }
  }
  return missing;
}

/** The secrets that were typed; what is empty is not sent, so that it stays as it is. */
export function secretsOf(secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''));
}
