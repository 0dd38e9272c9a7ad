import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { connections, type FullConnection } from '../../../api/connections';
import { isProblem } from '../../../api/problem';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { accountKeys } from '../accountKeys';
import { AddConnectionDialog } from './AddConnectionDialog';
import { ConnectionCard, STATUS_TONE } from './ConnectionCard';

/** Ticketing systems of the account: everybody who works with tickets sees them, owners and admins change them. */
export function ConnectionsTab() {
  const { person } = useServices();
  return person.runsAccount ? <OwnersConnections /> : <KnownConnections />;
}

function KnownConnections() {
  const { api } = useServices();
  const words = t.account.connections;
  const list = useQuery({
    queryKey: accountKeys.connections,
    queryFn: ({ signal }) => connections.list(api, signal),
  });
  return (
    <Loading query={list}>
      {list.data?.length === 0 && (
        <>
          <p>{words.none}</p>
          <p className="muted">{words.noneNext}</p>
        </>
      )}
      <ul className="plain-list" aria-label={words.list}>
        {list.data?.map((connection) => (
          <li key={connection.id} className="row-line" data-testid="connection">
            <b>{connection.display_name}</b>
            <span className="muted">{words.provider[connection.provider]}</span>
            <Badge text={words.status[connection.status]} tone={STATUS_TONE[connection.status]} />
            {connection.is_default && <Badge text={words.isDefault} tone="info" />}
          </li>
        ))}
      </ul>
    </Loading>
  );
}

function OwnersConnections() {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.connections;
  const [adding, setAdding] = useState(false);
  const list = useQuery({
    queryKey: accountKeys.connections,
    queryFn: ({ signal }) => connections.full(api, signal),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['account'] });
  const makeDefault = useMutation({
    mutationFn: ({ id, version }: FullConnection) =>
      connections.change(api, id, { is_default: true, version }),
    onSettled: refresh,
  });
  return (
    <>
      <div className="button-row">
        <Button look="primary" onPress={() => setAdding(true)} data-testid="connection-add">
          {words.add}
        </Button>
      </div>
      <ProblemNote error={isProblem(makeDefault.error, 'version_conflict') ? null : makeDefault.error} />
      <Loading query={list}>
        {list.data?.length === 0 && <p className="muted">{words.none}</p>}
        {list.data?.map((connection) => (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            onChanged={() => void refresh()}
            onMakeDefault={() => makeDefault.mutate(connection)}
            isMakingDefault={makeDefault.isPending && makeDefault.variables.id === connection.id}
          />
        ))}
      </Loading>
      {adding && (
        <AddConnectionDialog
          onAdded={() => {
            setAdding(false);
            void refresh();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
