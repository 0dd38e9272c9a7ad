import type { Provider } from '../../../api/connections';
import { t } from '../../../messages';
import { TextInput } from '../../../ui/Fields';
import { PROVIDER_FORMS } from './providerForms';

interface SecretFieldsProps {
  provider: Provider;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** What is known of stored ones: their last letters. */
  hints?: Record<string, string>;
  missing?: Set<string>;
}

/** Write-only: what is stored is never shown, only how it ends. */
export function SecretFields({ provider, values, onChange, hints, missing }: SecretFieldsProps) {
  const words = t.account.connections;
  return (
    <fieldset className="field-group">
      <legend className="label">{words.form.secrets}</legend>
      <p className="hint">{words.form.secretsHint}</p>
      {PROVIDER_FORMS[provider].secrets.map(({ name, required }) => (
        <TextInput
          key={name}
          label={words.secret[name] ?? name}
          type="password"
          value={values[name] ?? ''}
          onChange={(value) => onChange({ ...values, [name]: value })}
          maxLength={500}
          hint={hintOf(hints, name, required)}
          error={missing?.has(`secret.${name}`) === true ? words.form.missing : null}
          testId={`connection-secret-${name}`}
        />
      ))}
    </fieldset>
  );
}

function hintOf(hints: Record<string, string> | undefined, name: string, required: boolean) {
  const words = t.account.connections;
  const known = hints?.[name];
  if (known !== undefined) return known === '' ? words.stored : words.endsIn(known);
  if (!required) return words.optionalSecret;
  return hints === undefined ? undefined : words.notStored;
}
