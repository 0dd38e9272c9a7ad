import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connections, type Board, type BoardStatus } from '../../../api/connections';
import { ALL_BOARDS, MAPPED_STATUSES, type BoardMapping, type MappedStatus } from '../../../api/preferences';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { accountKeys } from '../accountKeys';
import type { PreferencesHandle } from './usePreferences';

interface BoardMappingRowProps {
  connectionId: string;
  board: Board;
  mapping: BoardMapping | null;
  handle: PreferencesHandle;
  isFixed: boolean;
}

/** One board: the statuses it is mapped to, and the two choices when it is opened. */
export function BoardMappingRow(props: BoardMappingRowProps) {
  const { connectionId, board, mapping, handle, isFixed } = props;
  const { api } = useServices();
  const words = t.account.preferences.boards;
  const [draft, setDraft] = useState<Record<MappedStatus, string> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const isAll = board.id === ALL_BOARDS;
  const statuses = useQuery({
    queryKey: accountKeys.statuses(connectionId, board.id),
    queryFn: ({ signal }) => connections.statuses(api, connectionId, board.id, signal),
    // Statuses of a board are read when they are needed: to name a mapped one, or to choose one.
    enabled: !isAll && (mapping !== null || draft !== null),
    staleTime: 60_000,
  });
  const open = () => {
    setError(null);
    setDraft({
      resolved_status_id: mapping?.resolved_status_id ?? '',
      escalated_status_id: mapping?.escalated_status_id ?? '',
    });
  };
  const send = (next: BoardMapping | null) =>
    handle.change.mutate(
      { psa: { boards: { [connectionId]: { [board.id]: next } } } },
      { onSuccess: () => setDraft(null), onError: setError },
    );
  const save = () => {
    if (draft === null) return;
    const value = (name: MappedStatus) => (draft[name].trim() === '' ? null : draft[name].trim());
    send(
      value('resolved_status_id') === null && value('escalated_status_id') === null
        ? null
        : {
            resolved_status_id: value('resolved_status_id'),
            escalated_status_id: value('escalated_status_id'),
          },
    );
  };
  const typed = isAll || statuses.data?.unlisted === true;

  if (draft !== null) {
    return (
      <tr data-testid="board-mapping" data-board-id={board.id}>
        <th scope="row">{board.name}</th>
        <td colSpan={3}>
          <div className="stack">
            {typed && !isAll && <p className="muted">{words.typed}</p>}
            {statuses.data?.stale === true && <p className="muted">{words.stale}</p>}
            {isAll || statuses.data !== undefined ? (
              <div className="field-row">
                {MAPPED_STATUSES.map((name) => (
                  <StatusField
                    key={name}
                    label={words.status[name]}
                    value={draft[name]}
                    statuses={typed ? null : (statuses.data?.items ?? [])}
                    onChange={(value) => setDraft({ ...draft, [name]: value })}
                    testId={`mapping-${name}`}
                  />
                ))}
              </div>
            ) : (
              <Loading query={statuses}>{null}</Loading>
            )}
            <ProblemNote error={error} />
            <div className="button-row">
              <Button
                size="small"
                look="primary"
                isPending={handle.change.isPending}
                onPress={save}
                data-testid="mapping-save"
              >
                {t.common.save}
              </Button>
              <Button size="small" onPress={() => setDraft(null)}>
                {t.common.cancel}
              </Button>
              {mapping !== null && (
                <Button size="small" look="quiet" onPress={() => send(null)}>
                  {words.clear}
                </Button>
              )}
            </div>
          </div>
        </td>
      </tr>
    );
  }
  return (
    <tr data-testid="board-mapping" data-board-id={board.id}>
      <th scope="row">
        {board.name} {!board.active && <Badge text={words.inactive} />}
      </th>
      {MAPPED_STATUSES.map((name) => (
        <td key={name}>
          {statusText(mapping, name, statuses.isLoading ? null : (statuses.data?.items ?? []), isAll)}
        </td>
      ))}
      {!isFixed && (
        <td>
          <Button
            size="small"
            look="quiet"
            aria-label={words.changeOf(board.name)}
            onPress={open}
            data-testid="mapping-change"
          >
            {words.change}
          </Button>
        </td>
      )}
    </tr>
  );
}

interface StatusFieldProps {
  label: string;
  value: string;
  /** Null where ids are typed. */
  statuses: BoardStatus[] | null;
  onChange: (value: string) => void;
  testId: string;
}

function StatusField({ label, value, statuses, onChange, testId }: StatusFieldProps) {
  if (statuses === null) {
    return <TextInput label={label} value={value} onChange={onChange} maxLength={64} testId={testId} />;
  }
  return (
    <Choice
      label={label}
      value={value}
      options={statuses
        .filter((status) => status.selectable || status.id === value)
        .map((status) => ({ value: status.id, label: status.name }))}
      placeholder={t.account.preferences.boards.leave}
      onChange={onChange}
      testId={testId}
    />
  );
}

function statusText(
  mapping: BoardMapping | null,
  name: MappedStatus,
  /** Null while they are being read. */
  statuses: BoardStatus[] | null,
  isAll: boolean,
): string {
  const words = t.account.preferences.boards;
  const id = mapping?.[name] ?? null;
  if (id === null) return isAll ? words.leave : words.unset;
  if (statuses === null) return t.common.loading;
  return statuses.find((status) => status.id === id)?.name ?? words.unknown(id);
}
