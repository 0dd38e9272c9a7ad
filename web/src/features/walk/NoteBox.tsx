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
}: {
  notes: NotesHandle;
  inputRef: Ref<HTMLTextAreaElement>;
  rows: number;
}) {
  return (
    <div className="note-box">
      <TextArea
        label={t.walk.note}
        hint={notes.restored ? t.common.draftRestored : notes.saved ? t.walk.noteSaved : t.walk.noteHint}
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
