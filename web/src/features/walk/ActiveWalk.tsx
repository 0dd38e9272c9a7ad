import { useRef, useState } from 'react';
import type { NodeOption, Walk } from '../../api/l1';
import { useSingleKeys } from '../../app/singleKeys';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { BuildPanel } from './BuildPanel';
import { EscalateDialog } from './EscalateDialog';
import { KeyHelp } from './KeyHelp';
import { NodeCard } from './NodeCard';
import { NoteBox } from './NoteBox';
import { ProposedClosePanel } from './ProposedClosePanel';
import { ResolveDialog } from './ResolveDialog';
import { useNotes } from './useNotes';
import { visibleError, type WalkHandle } from './useWalk';
import { useWalkKeys } from './useWalkKeys';

const NOTES_ONLY_LINES = 8;

/** A walk under way: the question, the note, and the two ways out, which are always in reach. */
export function ActiveWalk({ walk, handle }: { walk: Walk; handle: WalkHandle }) {
  const { step, back, frame, nextNode, resolve, escalate, stale, show } = handle;
  const notes = useNotes(walk, show);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const [dialog, setDialog] = useState<'resolve' | 'escalate' | null>(null);
  const singleKeys = useSingleKeys();

  const node = walk.current_node;
  const isAi = walk.session_kind === 'ai_build';
  const isPending = step.isPending || back.isPending || frame.isPending || nextNode.isPending;
  const canBack = walk.session_kind !== 'adhoc' && (walk.walked_path ?? []).length > 0;
  const proposal = node?.proposed_close ?? null;

  const choose = (option: NodeOption | undefined) => {
    if (option === undefined || node === null || isPending) return;
    if (node.type === 'resolved' && option.value === 'confirmed') setDialog('resolve');
    else if (isAi) nextNode.start({ node_id: node.id, answer: option.value });
    else step.start({ node_id: node.id, answer: option.value, version: walk.version });
  };
  const goBack = () => {
    if (canBack && !isPending) back.start({ version: walk.version });
  };
  const changeFrame = (verb: 'subflow' | 'return') => {
    if (node !== null) frame.start({ verb, node_id: node.id, version: walk.version });
  };

  useWalkKeys(singleKeys.enabled && dialog === null, {
    choose: (index) => choose(node?.options?.[index]),
    back: goBack,
    note: () => noteBox.current?.focus(),
    resolve: () => setDialog('resolve'),
    escalate: () => setDialog('escalate'),
  });

  const closeWith = async (close: () => void) => {
    if (await notes.saveFirst()) close();
  };
  const dialogNote = notes.isDirty ? t.walk.noteLeft : null;

  return (
    <>
      {node !== null && (
        <NodeCard
          node={node}
          stepNumber={(walk.walked_path ?? []).length + 1}
          isPending={isPending}
          builtByAi={isAi}
          stale={stale}
          onChoose={choose}
          onSubflow={() => changeFrame('subflow')}
        />
      )}
      {node === null && isAi && (
        <BuildPanel nextNode={nextNode} first={(walk.walked_path ?? []).length === 0} />
      )}
      {walk.session_kind === 'adhoc' && <p className="adhoc-hint">{t.walk.adhoc}</p>}
      {isAi && node !== null && nextNode.isPending && (
        <p className="muted" role="status">
          {t.walk.building}
        </p>
      )}
      {proposal !== null && (
        <ProposedClosePanel
          proposal={proposal}
          isPending={isPending}
          onResolve={() => setDialog('resolve')}
          onEscalate={() => setDialog('escalate')}
          onReturn={() => changeFrame('return')}
        />
      )}
      <ProblemNote
        error={visibleError(step.error, back.error, frame.error, node === null ? null : nextNode.error)}
      />
      <NoteBox notes={notes} inputRef={noteBox} rows={walk.session_kind === 'adhoc' ? NOTES_ONLY_LINES : 2} />
      <div className="walk-bar">
        <Button onPress={goBack} isDisabled={!canBack || isPending} data-testid="walk-back">
          {t.walk.back}
        </Button>
        <span className="spacer" />
        <Button onPress={() => setDialog('resolve')} data-testid="walk-resolve">
          {t.walk.resolve}
        </Button>
        <Button look="danger" onPress={() => setDialog('escalate')} data-testid="walk-escalate">
          {t.walk.escalate}
        </Button>
      </div>
      <KeyHelp enabled={singleKeys.enabled} onChange={singleKeys.change} />
      {dialog === 'resolve' && (
        <ResolveDialog
          walkId={walk.id}
          initialNotes={proposal?.action === 'resolve' ? proposal.resolution_notes : null}
          note={dialogNote}
          isPending={resolve.isPending || notes.isPending}
          error={notes.error ?? visibleError(resolve.error)}
          onSubmit={(request) => void closeWith(() => resolve.start(request))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'escalate' && (
        <EscalateDialog
          draftName={`walk.${walk.id}`}
          initial={proposal?.action === 'escalate' ? proposal : {}}
          note={dialogNote}
          isPending={escalate.isPending || notes.isPending}
          error={notes.error ?? visibleError(escalate.error)}
          onSubmit={(request) => void closeWith(() => escalate.start(request))}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
