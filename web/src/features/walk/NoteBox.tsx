import type { Ref } from 'react';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { ProblemNote } from '../../ui/ProblemNote';
import type { NotesHandle } from './useNotes';

export function NoteBox({
  notes,
  inputRef,
  rows,
  goesAlong,
}: {
  notes: NotesHandle;
  inputRef: Ref<HTMLTextAreaElement>;
  rows: number;
  /** The next answer takes the note along. */
  goesAlong: boolean;
}) {
  const hint = goesAlong && notes.along !== undefined ? t.walk.noteAlong : t.walk.noteHint;
  return (
    <div className="note-box">
      <TextArea
        label={t.walk.note}
        hint={notes.restored ? t.common.draftRestored : notes.saved ? t.walk.noteSaved : hint}
        value={notes.text}
        onChange={notes.change}
        onModEnter={notes.save}
        rows={rows}
        maxLength={4000}
        inputRef={inputRef}
        testId="walk-note"
      />
      <ProblemNote error={notes.error} />
      <div className="button-row">
        <Button
          size="small"
          onPress={notes.save}
          isDisabled={!notes.isDirty}
          isPending={notes.isPending}
          data-testid="walk-note-save"
        >
          {notes.isPending ? t.walk.noteSaving : t.walk.noteSave}
        </Button>
      </div>
    </div>
  );
}
