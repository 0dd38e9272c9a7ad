import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { connections, type ConnectionRequest, type FullConnection } from '../../../api/connections';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { ConnectionFields } from './ConnectionFields';
import { configOf, draftOf, missingOf, secretsOf } from './providerForms';
import { SecretFields } from './SecretFields';

interface EditConnectionDialogProps {
  connection: FullConnection;
  /** Only the secrets, nothing else. */
  onlySecrets: boolean;
  onSaved: (connection: FullConnection) => void;
  /** Somebody else changed it: the list is read again. */
  onStale: () => void;
  onClose: () => void;
}

/** Changes of a connection; a new address asks for all secrets again (contract-psa §2). */
export function EditConnectionDialog(props: EditConnectionDialogProps) {
  const { connection, onlySecrets } = props;
  const words = t.account.connections;
  const { api } = useServices();
  const [draft, setDraft] = useState(() => draftOf(connection));
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: (body: ConnectionRequest) =>
      connections.change(api, connection.id, { ...body, version: connection.version }),
    onSuccess: props.onSaved,
    onError: props.onStale,
  });

  const moved = draft.url.trim() !== (connection.base_url ?? '');
  const typed = secretsOf(secrets);
  const missing = missingOf(draft, secrets, moved);
  const nothing = onlySecrets && Object.keys(typed).length === 0;
  const submit = () => {
    setTried(true);
    if (onlySecrets) {
      if (!nothing) save.mutate({ credentials: typed });
      return;
    }
    if (missing.size > 0) return;
    save.mutate({
      display_name: draft.name.trim(),
      ...(moved ? { base_url: draft.url.trim(), credentials: typed } : {}),
      config: configOf(connection.provider, draft.config),
    });
  };
  const shownMissing = tried ? missing : new Set<string>();
  return (
    <Modal
      title={
        onlySecrets
          ? words.rotateDialog.title(connection.display_name)
          : words.form.editTitle(connection.display_name)
      }
      isOpen
      onClose={props.onClose}
    >
      {onlySecrets ? (
        <p className="muted">{words.rotateDialog.text}</p>
      ) : (
        <ConnectionFields
          provider={connection.provider}
          draft={draft}
          onChange={setDraft}
          missing={shownMissing}
        />
      )}
      {!onlySecrets && moved && <p className="hint">{words.form.newAddress}</p>}
      {(onlySecrets || moved) && (
        <SecretFields
          provider={connection.provider}
          values={secrets}
          onChange={setSecrets}
          hints={moved ? {} : connection.credential_hints}
          missing={shownMissing}
        />
      )}
      {tried && nothing && <p className="field-error">{words.rotateDialog.nothing}</p>}
      <ProblemNote error={save.error} />
      <div className="dialog-foot">
        <Button onPress={props.onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={save.isPending} onPress={submit} data-testid="connection-submit">
          {onlySecrets ? words.rotateDialog.submit : words.form.submitEdit}
        </Button>
      </div>
    </Modal>
  );
}
