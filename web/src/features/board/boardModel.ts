import type { QueueItem } from '../../api/handoffs';
import type { StreamEvent } from '../../api/sse';

export type Gone =
  | { kind: 'claimed'; byId: string | null; byName: string | null; sessionId: string | null }
  | { kind: 'left' };

export interface Row {
  item: QueueItem;
  /** Epoch milliseconds since when it waits, by the server's count at the time it was told. */
  waitingSince: number;
  /** Came while the board was open and nobody looked at it yet. */
  unread: boolean;
  gone: Gone | null;
}

export interface Board {
  rows: Row[];
  /** The latest arrival, for the screen reader. */
  announced: QueueItem | null;
}

export const emptyBoard: Board = { rows: [], announced: null };

export interface Context {
  now: number;
  /** Somebody points at or is inside the list: rows must not move under the pointer, so arrivals go to the end. */
  held: boolean;
}

const RANK = { urgent: 3, high: 2, normal: 1, low: 0 };

/**
 * A fresh list from the server; rows already taken stay visible, greyed, until they are cleared. What a list that is
 * read again has and the old one had not is unread: it came while the board was not live.
 */
export function load(board: Board, items: QueueItem[], { now, held }: Context): Board {
  const fresh = items.map((item) => {
    const known = board.rows.find((row) => row.item.handoff_id === item.handoff_id);
    return { ...toRow(item, now), unread: known === undefined ? board.rows.length > 0 : known.unread };
  });
  const listed = new Set(items.map((item) => item.handoff_id));
  const gone = board.rows
    .filter((row) => !listed.has(row.item.handoff_id))
    .map((row) => ({ ...row, gone: row.gone ?? ({ kind: 'left' } as const) }));
  const rows = [...fresh, ...gone];
  return { ...board, rows: held ? keepOrder(board.rows, rows) : rows.toSorted(byUrgency) };
}

/** One event of the stream. Events of an older version than what is shown change nothing. */
export function apply(board: Board, event: StreamEvent, context: Context): Board {
  const version = Number(event.data['version']);
  const item = event.data['handoff'] as QueueItem | undefined;
  const id = item?.handoff_id ?? String(event.data['handoff_id']);
  const known = board.rows.find((row) => row.item.handoff_id === id);
  if (known !== undefined && known.item.version > version) return board;

  switch (event.name) {
    case 'handoff_created':
    case 'handoff_released':
      if (item === undefined || item.intent !== 'escalate' || item.is_own === true) return board;
      return put(board, { ...toRow(item, context.now), unread: true }, context, true);
    case 'handoff_reassigned':
      if (item === undefined || known === undefined) return board;
      return put(board, { ...known, item }, context, false);
    case 'handoff_claimed': {
      const gone: Gone = {
        kind: 'claimed',
        byId: textOf(event.data['claimed_by']),
        byName: textOf(event.data['claimed_by_name']),
        sessionId: textOf(event.data['session_id']),
      };
      return markGone(board, id, gone, version);
    }
    case 'handoff_cancelled':
      return markGone(board, id, { kind: 'left' }, version);
    case 'handoff_assessment_ready':
      return assessed(board, id, event.data, version);
    default:
      return board;
  }
}

export function markGone(board: Board, handoffId: string, gone: Gone, version?: number): Board {
  return {
    ...board,
    rows: board.rows.map((row) =>
      row.item.handoff_id === handoffId
        ? { ...row, gone, item: { ...row.item, version: version ?? row.item.version } }
        : row,
    ),
  };
}

/** Somebody looked at it; without an id, at all of them. */
export function see(board: Board, handoffId?: string): Board {
  const isMeant = (row: Row) => row.unread && (handoffId === undefined || row.item.handoff_id === handoffId);
  if (!board.rows.some(isMeant)) return board;
  return { ...board, rows: board.rows.map((row) => (isMeant(row) ? { ...row, unread: false } : row)) };
}

export function clearGone(board: Board): Board {
  return { ...board, rows: board.rows.filter((row) => row.gone === null) };
}

export function settle(board: Board): Board {
  const rows = board.rows.toSorted(byUrgency);
  return rows.every((row, at) => row === board.rows[at]) ? board : { ...board, rows };
}

function put(board: Board, row: Row, { held }: Context, announce: boolean): Board {
  const at = board.rows.findIndex((other) => other.item.handoff_id === row.item.handoff_id);
  const rows = at === -1 ? [...board.rows, row] : board.rows.with(at, row);
  return {
    rows: held ? rows : rows.toSorted(byUrgency),
    announced: announce ? row.item : board.announced,
  };
}

function toRow(item: QueueItem, now: number): Row {
  return { item, waitingSince: now - item.waiting_seconds * 1000, unread: false, gone: null };
}

function assessed(board: Board, handoffId: string, data: StreamEvent['data'], version: number): Board {
  return {
    ...board,
    rows: board.rows.map((row) =>
      row.item.handoff_id === handoffId
        ? {
            ...row,
            item: {
              ...row.item,
              version,
              has_assessment: data['has_assessment'] === true,
              assessment_state: textOf(data['assessment_state']) as QueueItem['assessment_state'],
            },
          }
        : row,
    ),
  };
}

/** Priority high to low, then longest waiting, then id, as the server orders the queue. */
function byUrgency(a: Row, b: Row): number {
  return (
    RANK[b.item.priority] - RANK[a.item.priority] ||
    Math.round(a.waitingSince / 1000) - Math.round(b.waitingSince / 1000) ||
    a.item.handoff_id.localeCompare(b.item.handoff_id)
  );
}

function keepOrder(before: Row[], rows: Row[]): Row[] {
  const place = new Map(before.map((row, at) => [row.item.handoff_id, at]));
  return rows.toSorted(
    (a, b) => (place.get(a.item.handoff_id) ?? Infinity) - (place.get(b.item.handoff_id) ?? Infinity) || 0,
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
