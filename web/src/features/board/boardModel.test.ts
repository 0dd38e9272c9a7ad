import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../api/sse';
import { waitingEscalation } from '../../test/samples';
import { apply, clearGone, emptyBoard, load, see, settle, type Board } from './boardModel';

const free = { now: 1_000_000, held: false };
const held = { now: 1_000_000, held: true };

const ids = (board: Board) => board.rows.map((row) => row.item.handoff_id);
const created = (handoff = waitingEscalation(), version = 1): StreamEvent => ({
  id: '9',
  name: 'handoff_created',
  data: { handoff, version },
});
const claimed = (handoffId: string, version = 2): StreamEvent => ({
  id: '10',
  name: 'handoff_claimed',
  data: { handoff_id: handoffId, claimed_by: 'user-2', claimed_by_name: 'Marc Vogel', version },
});

const loaded = load(
  emptyBoard,
  [
    waitingEscalation({ handoff_id: 'old', waiting_seconds: 600 }),
    waitingEscalation({ handoff_id: 'young', waiting_seconds: 10 }),
  ],
  free,
);

describe('the board', () => {
  it('puts an urgent arrival on top and announces it', () => {
    const urgent = waitingEscalation({ handoff_id: 'urgent', priority: 'urgent', waiting_seconds: 0 });
    const board = apply(loaded, created(urgent), free);
    expect(ids(board)).toEqual(['urgent', 'old', 'young']);
    expect(board.announced?.handoff_id).toBe('urgent');
  });

  it('moves no row under the pointer: while held, arrivals go to the end', () => {
    const urgent = waitingEscalation({ handoff_id: 'urgent', priority: 'urgent' });
    const board = apply(loaded, created(urgent), held);
    expect(ids(board)).toEqual(['old', 'young', 'urgent']);
    expect(ids(settle(board))).toEqual(['urgent', 'old', 'young']);
  });

  it('shows an arrival once, however often it is told', () => {
    expect(ids(apply(apply(loaded, created(), free), created(), free))).toHaveLength(3);
  });

  it('keeps a taken row in its place, with the name, until it is cleared', () => {
    const board = apply(loaded, claimed('old'), free);
    expect(ids(board)).toEqual(['old', 'young']);
    expect(board.rows[0]?.gone).toMatchObject({ kind: 'claimed', byName: 'Marc Vogel' });
    expect(ids(clearGone(board))).toEqual(['young']);
  });

  it('does not let a late event undo a newer one', () => {
    const board = apply(loaded, claimed('old', 5), free);
    const late = created(waitingEscalation({ handoff_id: 'old' }), 4);
    expect(apply(board, late, free).rows[0]?.gone?.kind).toBe('claimed');
  });

  it('brings a row back when it is given back', () => {
    const released: StreamEvent = {
      id: '11',
      name: 'handoff_released',
      data: { handoff: waitingEscalation({ handoff_id: 'old', version: 3 }), version: 3 },
    };
    const board = apply(apply(loaded, claimed('old'), free), released, free);
    expect(board.rows.find((row) => row.item.handoff_id === 'old')?.gone).toBeNull();
  });

  it('leaves out what one handed on oneself', () => {
    expect(ids(apply(loaded, created(waitingEscalation({ is_own: true })), free))).toHaveLength(2);
  });

  it('takes for new what a list read again has on top, but nothing of the first list', () => {
    expect(loaded.rows.some((row) => row.unread)).toBe(false);
    const again = load(
      loaded,
      [...loaded.rows.map((row) => row.item), waitingEscalation({ handoff_id: 'missed' })],
      free,
    );
    expect(again.rows.filter((row) => row.unread).map((row) => row.item.handoff_id)).toEqual(['missed']);
    expect(see(again).rows.some((row) => row.unread)).toBe(false);
  });

  it('leaves parked sessions out', () => {
    expect(ids(apply(loaded, created(waitingEscalation({ intent: 'park' })), free))).toHaveLength(2);
  });

  it('marks what a fresh list no longer has', () => {
    const board = load(loaded, [waitingEscalation({ handoff_id: 'young', waiting_seconds: 15 })], free);
    expect(board.rows.find((row) => row.item.handoff_id === 'old')?.gone).toEqual({ kind: 'left' });
  });
});
