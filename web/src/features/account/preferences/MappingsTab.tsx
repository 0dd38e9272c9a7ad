import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { connections, type MemberMapping, type PsaMember } from '../../../api/connections';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Choice } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { TableScroll } from '../../../ui/TableScroll';
import { accountKeys } from '../accountKeys';

/** Who of the account is who in the ticketing system (contract-psa §4). */
export function MappingsTab() {
  const { api } = useServices();
  const words = t.account.mappings;
  const [chosen, setChosen] = useState('');
  const list = useQuery({
    queryKey: accountKeys.connections,
    queryFn: ({ signal }) => connections.list(api, signal),
  });
  const known = list.data ?? [];
  const connectionId =
    known.find((connection) => connection.id === chosen)?.id ??
    known.find((connection) => connection.is_default)?.id ??
    known[0]?.id;
  return (
    <>
      <p className="muted">{words.text}</p>
      <Loading query={list}>
        {known.length > 1 && connectionId !== undefined && (
          <Choice
            label={words.connection}
            value={connectionId}
            options={known.map((connection) => ({ value: connection.id, label: connection.display_name }))}
            onChange={setChosen}
          />
        )}
        {connectionId === undefined ? (
          <p className="muted">{t.account.preferences.boards.noConnection}</p>
        ) : (
          <MappingTable key={connectionId} connectionId={connectionId} />
        )}
      </Loading>
    </>
  );
}

function MappingTable({ connectionId }: { connectionId: string }) {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.mappings;
  const mappings = useQuery({
    queryKey: accountKeys.mappings(connectionId),
    queryFn: ({ signal }) => connections.mappings(api, connectionId, signal),
  });
  const external = useQuery({
    queryKey: accountKeys.psaMembers(connectionId),
    queryFn: ({ signal }) => connections.members(api, connectionId, signal),
    staleTime: 60_000,
  });
  const map = useMutation({
    mutationFn: ({ userId, memberId }: { userId: string; memberId: string | null }) =>
      connections.map(api, userId, { connection_id: connectionId, external_member_id: memberId }),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.mappings(connectionId) }),
  });
  return (
    <Loading query={mappings}>
      {external.data?.stale === true && <p className="muted">{words.stale}</p>}
      <ProblemNote error={map.error ?? external.error} />
      {mappings.data?.length === 0 && <p className="muted">{words.none}</p>}
      {mappings.data !== undefined && mappings.data.length > 0 && (
        <TableScroll label={t.account.tabs.mappings}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.person}</th>
                <th scope="col">{words.external}</th>
                <th scope="col">{words.by}</th>
              </tr>
            </thead>
            <tbody>
              {mappings.data.map((mapping) => (
                <tr key={mapping.user_id} data-testid="mapping-row">
                  <th scope="row">{mapping.user_name}</th>
                  <td>
                    <Choice
                      label={words.of(mapping.user_name)}
                      labelHidden
                      value={mapping.external_member_id ?? ''}
                      options={optionsFor(mapping, external.data?.items ?? [])}
                      placeholder={words.nobody}
                      isDisabled={external.data === undefined}
                      onChange={(id) =>
                        map.mutate({ userId: mapping.user_id, memberId: id === '' ? null : id })
                      }
                    />
                  </td>
                  <td>{mapping.matched_by !== null && <Badge text={words.matched[mapping.matched_by]} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Loading>
  );
}

/** People of the system, and the present one also when the list cannot be had or no longer has them. */
function optionsFor(mapping: MemberMapping, people: PsaMember[]): { value: string; label: string }[] {
  const options = people
    .filter((member) => member.active || member.id === mapping.external_member_id)
    .map((member) => ({
      value: member.id,
      label: member.active ? member.name : t.account.mappings.inactive(member.name),
    }));
  const present = mapping.external_member_id;
  if (present !== null && !options.some((option) => option.value === present)) {
    options.unshift({ value: present, label: mapping.external_name ?? present });
  }
  return options;
}
