import { useRef, useState } from 'react';
import type { NodeOption, Walk } from '../../api/l1';
import { useSingleKeys } from '../../app/singleKeys';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import { BuildPanel } from './BuildPanel';
import { KeyHelp } from './KeyHelp';
import { NodeCard } from './NodeCard';
import { NoteBox } from './NoteBox';
import { ProposedClosePanel } from './ProposedClosePanel';
import { useNotes } from './useNotes';
import { visibleError, type WalkHandle } from './useWalk';
import { useWalkKeys } from './useWalkKeys';
import { WalkDialogs, type WalkDialog } from './WalkDialogs';

const NOTES_ONLY_LINES = 8;

/** A walk under way: the question, the note, and the ways out, which are always in reach. */
export function ActiveWalk({ walk, handle }: { walk: Walk; handle: WalkHandle }) {
  const { step, back, frame, nextNode, stale, show } = handle;
  const notes = useNotes(walk, show);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const [dialog, setDialog] = useState<WalkDialog | null>(null);
  const singleKeys = useSingleKeys();

  const node = walk.current_node;
  const path = walk.walked_path ?? [];
  const isAi = walk.session_kind === 'ai_build';
  const isPending = step.isPending || back.isPending || frame.isPending || nextNode.isPending;
  const canBack = walk.session_kind !== 'adhoc' && path.length > 0;
  const proposal = node?.proposed_close ?? null;

  const choose = (option: NodeOption | undefined) => {
    if (option === undefined || node === null || isPending) return;
    if (node.type === 'resolved' && option.value === 'confirmed') {
      setDialog('resolve');
      return;
    }
    // What was noted and not saved belongs to this answer.
    const note = notes.along;
    const along = note === undefined ? {} : { note };
    const sent = () => {
      if (note !== undefined) notes.wentAlong(note);
    };
    const answer = { node_id: node.id, answer: option.value, ...along };
    if (isAi) nextNode.start(answer, sent);
    else step.start({ ...answer, version: walk.version }, sent);
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

  return (
    <>
      {isAi && (
        <p className="disclaimer" role="note" data-testid="walk-disclaimer">
          {t.walk.disclaimer}
        </p>
      )}
      {node !== null && (
        <NodeCard
          node={node}
          walk={walk}
          isPending={isPending}
          stale={stale}
          onChoose={choose}
          onSubflow={() => changeFrame('subflow')}
          onWithoutModel={() => nextNode.start({ node_id: node.id, answer: 'retry', allow_offline: true })}
        />
      )}
      {node === null && isAi && <BuildPanel nextNode={nextNode} first={path.length === 0} />}
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
      <NoteBox
        notes={notes}
        inputRef={noteBox}
        rows={walk.session_kind === 'adhoc' ? NOTES_ONLY_LINES : 2}
        goesAlong={(node?.options ?? []).length > 0}
      />
      <div className="walk-bar">
        <Button onPress={goBack} isDisabled={!canBack || isPending} data-testid="walk-back">
          {t.walk.back}
        </Button>
        <Button look="quiet" onPress={() => setDialog('abandon')} data-testid="walk-abandon">
          {t.walk.abandon}
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
      <WalkDialogs
        dialog={dialog}
        walk={walk}
        handle={handle}
        notes={notes}
        onClose={() => setDialog(null)}
      />
    </>
  );
}
