import { useState } from 'react';
import { connections, PROVIDERS, type FullConnection, type Provider } from '../../../api/connections';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { ConnectionFields } from './ConnectionFields';
import { configOf, emptyDraft, missingOf, secretsOf, type ConnectionDraft } from './providerForms';
import { SecretFields } from './SecretFields';

interface AddConnectionDialogProps {
  onAdded: (connection: FullConnection) => void;
  onClose: () => void;
}

/** A new connection. What is typed survives a reload, but for the secrets: those live in this dialog only. */
export function AddConnectionDialog({ onAdded, onClose }: AddConnectionDialogProps) {
  const words = t.account.connections.form;
  const kept = useDraft('account.connection');
  const [draft, setDraft] = useState<ConnectionDraft>(() => readDraft(kept.text));
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [revision, setRevision] = useState(0);
  const [tried, setTried] = useState(false);
  const change = (next: ConnectionDraft) => {
    setDraft(next);
    kept.change(JSON.stringify(next));
  };
  const create = useAction<{ draft: ConnectionDraft; provider: Provider; revision: number }, FullConnection>({
    // The secrets are no part of the intent's input, so that not even a digest of them is kept; the count of
    // their changes tells one try from another.
    intent: 'connection.create',
    run: (api, input, key) =>
      connections.create(
        api,
        {
          provider: input.provider,
          display_name: input.draft.name.trim(),
          ...(input.draft.url.trim() === '' ? {} : { base_url: input.draft.url.trim() }),
          config: configOf(input.provider, input.draft.config),
          credentials: secretsOf(secrets),
          ...(input.draft.isDefault ? { is_default: true } : {}),
        },
        { key },
      ),
    onSuccess: (connection) => {
      kept.clear();
      onAdded(connection);
    },
  });

  const missing = missingOf(draft, secrets, true);
  const submit = () => {
    setTried(true);
    if (missing.size > 0 || draft.provider === '') return;
    create.start({ draft, provider: draft.provider, revision });
  };
  const shownMissing = tried ? missing : new Set<string>();
  return (
    <Modal title={words.addTitle} isOpen onClose={onClose}>
      {kept.restored && <p className="hint">{words.draft}</p>}
      <Choice
        label={words.which}
        value={draft.provider}
        options={PROVIDERS.map((value) => ({ value, label: t.account.connections.provider[value] }))}
        placeholder={words.choose}
        onChange={(provider) => {
          setSecrets({});
          change({ ...draft, provider, config: {} });
        }}
        error={shownMissing.has('provider') ? words.whichMissing : null}
        testId="connection-provider"
      />
      {draft.provider !== '' && (
        <>
          <ConnectionFields
            provider={draft.provider}
            draft={draft}
            onChange={change}
            missing={shownMissing}
          />
          <SecretFields
            provider={draft.provider}
            values={secrets}
            onChange={(next) => {
              setSecrets(next);
              setRevision(revision + 1);
            }}
            missing={shownMissing}
          />
          <label className="tick">
            <input
              type="checkbox"
              checked={draft.isDefault}
              onChange={(event) => change({ ...draft, isDefault: event.target.checked })}
            />
            {words.keepDefault}
          </label>
        </>
      )}
      <ProblemNote error={create.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={create.isPending} onPress={submit} data-testid="connection-submit">
          {words.submitAdd}
        </Button>
      </div>
    </Modal>
  );
}

function readDraft(text: string): ConnectionDraft {
  try {
    return { ...emptyDraft, ...(JSON.parse(text) as Partial<ConnectionDraft>) };
  } catch {
    return emptyDraft;
  }
}
