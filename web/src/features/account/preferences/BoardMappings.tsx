import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { connections, type Board } from '../../../api/connections';
import { ALL_BOARDS, type Preferences } from '../../../api/preferences';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { TableScroll } from '../../../ui/TableScroll';
import { accountKeys } from '../accountKeys';
import { BoardMappingRow } from './BoardMappingRow';
import type { PreferencesHandle } from './usePreferences';

interface BoardMappingsProps {
  preferences: Preferences;
  handle: PreferencesHandle;
  isFixed: boolean;
}

/** With more boards than these a search box helps. */
const MANY_BOARDS = 8;

export function BoardMappings({ preferences, handle, isFixed }: BoardMappingsProps) {
  const { api } = useServices();
  const words = t.account.preferences.boards;
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
    <Panel title={words.title} testId="board-mappings">
      <p className="muted">{words.text}</p>
      <Loading query={list}>
        {known.length > 1 && connectionId !== undefined && (
          <Choice
            label={words.connection}
            value={connectionId}
            options={known.map((connection) => ({
              value: connection.id,
              label: connection.display_name,
            }))}
            onChange={setChosen}
          />
        )}
        {connectionId === undefined ? (
          <p className="muted">{words.noConnection}</p>
        ) : (
          <BoardTable
            key={connectionId}
            connectionId={connectionId}
            preferences={preferences}
            handle={handle}
            isFixed={isFixed}
          />
        )}
      </Loading>
    </Panel>
  );
}

function BoardTable(props: BoardMappingsProps & { connectionId: string }) {
  const { connectionId, preferences, handle, isFixed } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.preferences.boards;
  const [sought, setSought] = useState('');
  const [refreshing, setRefreshing] = useState(false);
  const boards = useQuery({
    queryKey: accountKeys.boards(connectionId),
    queryFn: ({ signal }) => connections.boards(api, connectionId, false, signal),
    staleTime: 60_000,
  });
  const refresh = async () => {
    setRefreshing(true);
    try {
      client.setQueryData(
        accountKeys.boards(connectionId),
        await connections.boards(api, connectionId, true),
      );
      await client.invalidateQueries({ queryKey: ['account', 'statuses', connectionId] });
    } catch {
      // The list read again says why it could not be had.
      await boards.refetch();
    } finally {
      setRefreshing(false);
    }
  };
  const mapped = preferences.psa.boards[connectionId] ?? {};
  const found = (boards.data?.items ?? []).filter(
    (board) =>
      (board.active || mapped[board.id] !== undefined) &&
      board.name.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const all: Board = { id: ALL_BOARDS, name: words.all, active: true };
  return (
    <>
      {boards.data?.stale === true && <p className="muted">{words.stale}</p>}
      {(boards.data?.items.length ?? 0) > MANY_BOARDS && (
        <TextInput label={words.search} value={sought} onChange={setSought} maxLength={100} />
      )}
      <TableScroll label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.board}</th>
              <th scope="col">{words.status.resolved_status_id}</th>
              <th scope="col">{words.status.escalated_status_id}</th>
              {!isFixed && (
                <th scope="col">
                  <span className="visually-hidden">{words.change}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {[all, ...found].map((board) => (
              <BoardMappingRow
                key={board.id}
                connectionId={connectionId}
                board={board}
                mapping={mapped[board.id] ?? null}
                handle={handle}
                isFixed={isFixed}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Loading query={boards}>
        {boards.data?.items.length === 0 && <p className="muted">{words.none}</p>}
      </Loading>
      {!isFixed && (
        <Button size="small" look="quiet" isPending={refreshing} onPress={() => void refresh()}>
          {words.refresh}
        </Button>
      )}
    </>
  );
}
