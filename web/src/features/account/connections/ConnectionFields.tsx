import type { Provider } from '../../../api/connections';
import { t } from '../../../messages';
import { TextInput } from '../../../ui/Fields';
import { PROVIDER_FORMS, type ConnectionDraft } from './providerForms';

interface ConnectionFieldsProps {
  provider: Provider;
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  missing: Set<string>;
}

/** Name, address and the settings this system asks for. */
export function ConnectionFields({ provider, draft, onChange, missing }: ConnectionFieldsProps) {
  const words = t.account.connections;
  const form = PROVIDER_FORMS[provider];
  const error = (name: string) => (missing.has(name) ? words.form.missing : null);
  const setConfig = (name: string, value: string) =>
    onChange({ ...draft, config: { ...draft.config, [name]: value } });
  return (
    <>
      <TextInput
        label={words.form.name}
        hint={words.form.nameHint}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        maxLength={100}
        error={error('name')}
        testId="connection-name"
      />
      <TextInput
        label={words.form.url}
        hint={form.urlRequired ? words.form.urlHint[provider] : words.form.urlOptional}
        value={draft.url}
        onChange={(url) => onChange({ ...draft, url })}
        maxLength={300}
        error={error('url')}
        testId="connection-url"
      />
      {form.config.map((field) =>
        field.kind === 'flag' ? (
          <label key={field.name} className="tick">
            <input
              type="checkbox"
              checked={draft.config[field.name] === 'yes'}
              onChange={(event) => setConfig(field.name, event.target.checked ? 'yes' : '')}
              data-testid={`connection-config-${field.name}`}
            />
            {words.field[field.name] ?? field.name}
          </label>
        ) : (
          <TextInput
            key={field.name}
            label={words.field[field.name] ?? field.name}
            value={draft.config[field.name] ?? ''}
            onChange={(value) => setConfig(field.name, value)}
            maxLength={200}
            hint={field.required ? undefined : t.common.optional}
            error={error(`config.${field.name}`)}
            testId={`connection-config-${field.name}`}
          />
        ),
      )}
    </>
  );
}
