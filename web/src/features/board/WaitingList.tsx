import { useState } from 'react';
import { t } from '../../messages';
import { TextInput } from '../../ui/Fields';
import { BoardRow } from './BoardRow';
import type { Row } from './boardModel';
import type { useBoard } from './useBoard';

interface WaitingListProps {
  handle: ReturnType<typeof useBoard>;
  now: number;
}

/** With fewer rows than these nobody needs to search. */
const MANY_ROWS = 6;

/** The live rows; they hold still while the pointer or the focus is among them. */
export function WaitingList({ handle, now }: WaitingListProps) {
  const { board, hold, gone, see } = handle;
  const [sought, setSought] = useState('');
  const [onlyMine, setOnlyMine] = useState(false);
  const rows = board.rows.filter(
    (row) => fits(row, sought) && (!onlyMine || row.item.targeted_to_me === true),
  );
  const isFiltered = sought.trim() !== '' || onlyMine;
  return (
    <>
      {(board.rows.length >= MANY_ROWS || isFiltered) && (
        <div className="tool-row">
          <TextInput
            label={t.board.search}
            labelHidden
            placeholder={t.board.search}
            value={sought}
            onChange={setSought}
            maxLength={200}
            testId="board-search"
          />
          <label className="tick">
            <input
              type="checkbox"
              checked={onlyMine}
              onChange={(event) => setOnlyMine(event.target.checked)}
            />
            {t.board.onlyForMe}
          </label>
        </div>
      )}
      {rows.length === 0 && <p className="board-empty">{isFiltered ? t.board.nothing : t.board.empty}</p>}
      <ul
        className="board-list"
        aria-label={t.board.list}
        onPointerEnter={() => hold(true)}
        onPointerLeave={() => hold(false)}
        onFocus={() => hold(true)}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) hold(false);
        }}
      >
        {rows.map((row) => (
          <BoardRow
            key={row.item.handoff_id}
            row={row}
            now={now}
            onGone={gone}
            onSeen={() => see(row.item.handoff_id)}
          />
        ))}
      </ul>
    </>
  );
}

function fits({ item }: Row, sought: string): boolean {
  const words = sought.trim().toLowerCase();
  if (words === '') return true;
  return [item.title, item.problem_summary, item.client_name, item.reason, item.psa_ticket_id]
    .filter((text) => text !== null)
    .some((text) => text.toLowerCase().includes(words));
}
