import type { Walk } from '../../api/l1';
import { t } from '../../messages';
import { AbandonDialog } from './AbandonDialog';
import { EscalateDialog } from './EscalateDialog';
import { ResolveDialog } from './ResolveDialog';
import type { NotesHandle } from './useNotes';
import { visibleError, type WalkHandle } from './useWalk';

export type WalkDialog = 'resolve' | 'escalate' | 'abandon';

interface WalkDialogsProps {
  dialog: WalkDialog | null;
  walk: Walk;
  handle: WalkHandle;
  notes: NotesHandle;
  onClose: () => void;
}

/** The ways out of a walk. An unsaved note is saved first: after the end nothing can be noted any more. */
export function WalkDialogs({ dialog, walk, handle, notes, onClose }: WalkDialogsProps) {
  const { resolve, escalate, abandon } = handle;
  const proposal = walk.current_node?.proposed_close ?? null;
  const note = notes.isDirty ? t.walk.noteLeft : null;
  const closeWith = async (close: () => void) => {
    if (await notes.saveFirst()) close();
  };
  switch (dialog) {
    case null:
      return null;
    case 'resolve':
      return (
        <ResolveDialog
          walkId={walk.id}
          initialNotes={proposal?.action === 'resolve' ? proposal.resolution_notes : null}
          note={note}
          isPending={resolve.isPending || notes.isPending}
          error={notes.error ?? visibleError(resolve.error)}
          onSubmit={(request) => void closeWith(() => resolve.start(request))}
          onClose={onClose}
        />
      );
    case 'escalate':
      return (
        <EscalateDialog
          draftName={`walk.${walk.id}`}
          initial={proposal?.action === 'escalate' ? proposal : {}}
          note={note}
          isPending={escalate.isPending || notes.isPending}
          error={notes.error ?? visibleError(escalate.error)}
          onSubmit={(request) => void closeWith(() => escalate.start(request))}
          onClose={onClose}
        />
      );
    case 'abandon':
      return (
        <AbandonDialog
          walkId={walk.id}
          isPending={abandon.isPending || notes.isPending}
          error={notes.error ?? visibleError(abandon.error)}
          onSubmit={(request) => void closeWith(() => abandon.start(request))}
          onClose={onClose}
        />
      );
  }
}
