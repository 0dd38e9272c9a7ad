import type { Walk } from '../../api/l1';
import { t } from '../../messages';
import { timeOfDay } from '../../ui/format';
import { Panel } from '../../ui/Panel';

/** Questions and answers so far, and the notes, oldest first. */
export function Transcript({ walk }: { walk: Walk }) {
  const path = walk.walked_path ?? [];
  const notes = walk.walk_notes ?? [];
  return (
    <>
      <Panel title={t.walk.transcript} testId="walk-transcript">
        {path.length === 0 && <p className="muted">{t.walk.transcriptEmpty}</p>}
        <ol className="transcript">
          {path.map((entry) => (
            <li key={entry.step_id}>
              <span className="transcript-question">{entry.question}</span>
              <span className="transcript-answer">{entry.answer_label ?? entry.answer}</span>
              {entry.l1_note !== null && entry.l1_note !== '' && (
                <span className="muted">{entry.l1_note}</span>
              )}
            </li>
          ))}
        </ol>
      </Panel>
      {notes.length > 0 && (
        <Panel title={t.walk.notes} testId="walk-notes">
          <ul className="plain-list">
            {notes.map((note, index) => (
              <li key={note.id ?? index} className="note">
                <span className="pre-wrap">{note.text}</span>
                {note.created_at !== undefined && note.created_at !== null && (
                  <span className="muted">
                    {t.walk.noteBy(note.author_name ?? '', timeOfDay(note.created_at))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
