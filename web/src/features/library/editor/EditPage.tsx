import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Flow } from '../../../api/flows';
import { isProblem } from '../../../api/problem';
import { useServices } from '../../../app/services';
import { usePageTitle } from '../../../app/usePageTitle';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { libraryKeys } from '../keys';
import { findingsOfProblem, type Finding } from '../model/findings';
import { ConflictPanel } from './ConflictPanel';
import { PublishDialog } from './PublishDialog';
import { TreeEditor } from './TreeEditor';
import { useCheck } from './useCheck';
import { useEditorKeys } from './useEditorKeys';
import { loadForEdit, useFlowDraft } from './useFlowDraft';

export function EditPage() {
  const { id } = useParams({ from: '/flows/$id/edit' });
  const { api } = useServices();
  usePageTitle(t.library.editor.pageTitle);
  const query = useQuery({
    queryKey: libraryKeys.edit(id),
    queryFn: ({ signal }) => loadForEdit(api, id, signal),
    // The editor works on what it once read; newer states come as conflicts, never under the author's hands.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Loading query={query}>
      {query.data !== undefined &&
        (query.data.source === 'library' ? (
          <p className="notice-page">
            {t.library.editor.readOnly}{' '}
            <Link to="/flows/$id" params={{ id: query.data.id }}>
              {query.data.title}
            </Link>
          </p>
        ) : (
          <Editor key={query.data.id} flow={query.data} />
        ))}
    </Loading>
  );
}

function Editor({ flow }: { flow: Flow }) {
  const words = t.library.editor;
  const draft = useFlowDraft(flow);
  const { work, save } = draft;
  const [publishing, setPublishing] = useState(false);
  const check = useCheck(flow.id, work.structure);
  // A refusal is about what was sent; once that is changed, the check speaks again.
  const refused = save.variables === work.structure ? findingsOfProblem(save.error, work.structure) : null;
  const findings = joined(check.findings, refused);
  useEditorKeys({ save: draft.start, undo: work.undo, redo: work.redo });
  const published = flow.version_no !== null;
  const canPublish = draft.dirty || draft.base.version > 0;
  return (
    <div className="library-page">
      <header className="library-head">
        <div className="library-head-text">
          <p className="crumbs">
            <Link to="/flows">{t.library.title}</Link>
            {' / '}
            <Link to="/flows/$id" params={{ id: flow.id }}>
              {words.flowPage}
            </Link>
          </p>
          <h1 data-testid="editor-title">
            {work.structure.title === '' ? t.library.tree.untold : work.structure.title}
          </h1>
          <p className="flow-line" role="status" data-testid="draft-state">
            <Badge
              tone={draft.dirty ? 'warn' : 'good'}
              text={draft.dirty ? words.unsaved : draft.base.version > 0 ? words.saved : words.untouched}
            />
            {draft.restored && draft.dirty && <span className="muted">{words.restored}</span>}
          </p>
        </div>
        <div className="button-row">
          <Button size="small" isDisabled={!work.canUndo} onPress={work.undo} data-testid="undo">
            {words.undo}
          </Button>
          <Button size="small" isDisabled={!work.canRedo} onPress={work.redo} data-testid="redo">
            {words.redo}
          </Button>
          <Button
            isDisabled={!draft.dirty || draft.theirs !== null}
            isPending={save.isPending}
            onPress={draft.start}
            data-testid="draft-save"
          >
            {words.save}
          </Button>
          <Button
            look="primary"
            isDisabled={!canPublish || draft.theirs !== null}
            onPress={() => setPublishing(true)}
            data-testid="draft-publish"
          >
            {t.library.publish.open}
          </Button>
        </div>
      </header>
      <ConflictPanel draft={draft} />
      {save.error !== null &&
        refused === null &&
        !isProblem(save.error, 'version_conflict', 'validation_failed') && <ProblemNote error={save.error} />}
      {refused !== null && refused.length > 0 && (
        <p className="problem" role="alert" data-testid="save-refused">
          {words.refused(refused.length)}
        </p>
      )}
      <TreeEditor
        work={work}
        findings={findings}
        isChecking={check.isChecking}
        checkFailed={check.error !== null}
        onCheckAgain={check.again}
        slugFrozen={published}
      />
      {publishing && (
        <PublishDialog flow={flow} draft={draft} findings={findings} onClose={() => setPublishing(false)} />
      )}
    </div>
  );
}

/** What the check found, and what a refused save named besides. */
function joined(checked: Finding[] | null, refused: Finding[] | null): Finding[] | null {
  if (refused === null || refused.length === 0) return checked;
  const key = (finding: Finding) => [finding.nodeId, finding.option, finding.member, finding.code].join(' ');
  const known = new Set((checked ?? []).map(key));
  return [...(checked ?? []), ...refused.filter((finding) => !known.has(key(finding)))];
}
