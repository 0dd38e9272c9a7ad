import { useMemo, useRef, useState } from 'react';
import { NODE_TYPES } from '../../../api/flows';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { byNode, type Finding } from '../model/findings';
import { nodesById, parentOf } from '../model/structure';
import type { Mark, Marks } from '../tree/marks';
import { TreeView, type TreeEdit } from '../tree/TreeView';
import { FindingsPanel } from './FindingsPanel';
import { MetaForm } from './MetaForm';
import { NodeForm } from './NodeForm';
import type { StructureHandle } from './useStructure';

interface TreeEditorProps {
  work: StructureHandle;
  findings: readonly Finding[] | null;
  isChecking: boolean;
  checkFailed: boolean;
  onCheckAgain: () => void;
  slugFrozen: boolean;
}

/** The tree on one side, the selected step or the flow's own details on the other; findings above both. */
export function TreeEditor(props: TreeEditorProps) {
  const { work, findings } = props;
  const words = t.library.editor;
  const [selected, setSelected] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const text = useRef<HTMLTextAreaElement>(null);
  const pane = useRef<HTMLElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const places = useMemo(() => byNode(findings ?? []), [findings]);
  const marks = useMemo(() => marksOf(places), [places]);
  const node = selected === null ? undefined : nodesById(work.structure).get(selected);

  const write = (id: string) => {
    setSelected(id);
    // After the form of the other step is there.
    setTimeout(() => text.current?.focus());
  };
  const gone = (steps: number) => {
    setTold(words.removed(steps));
    if (node !== undefined) setSelected(parentOf(work.structure, node.id)?.parent ?? null);
  };
  const edit: TreeEdit = {
    remove: (id) => {
      const parent = parentOf(work.structure, id)?.parent ?? null;
      work.removeNode(id);
      setSelected(parent);
      setTold(words.removed(1));
    },
    move: work.moveOption,
    connect: (parent, index, target) => work.option(parent, index, { next: target }),
  };
  const back = () => {
    tree.current?.scrollIntoView({ block: 'nearest' });
    const focus = '[data-testid="canvas"], [role="row"][tabindex="0"], [role="treegrid"]';
    tree.current?.querySelector<HTMLElement>(focus)?.focus();
  };

  return (
    <div className="editor">
      <FindingsPanel
        findings={findings}
        isChecking={props.isChecking}
        failed={props.checkFailed}
        onAgain={props.onCheckAgain}
        structure={work.structure}
        onGo={(id) => {
          if (id === null) setSelected(null);
          else write(id);
        }}
      />
      <p className="visually-hidden" role="status" data-testid="editor-told">
        {told}
      </p>
      <div className="editor-panes">
        <div className="editor-tree" ref={tree}>
          <TreeView
            structure={work.structure}
            selected={node?.id ?? null}
            onSelect={setSelected}
            onOpen={write}
            marks={marks}
            edit={edit}
            tools={
              <>
                <Button
                  size="small"
                  look={node === undefined ? 'primary' : 'plain'}
                  onPress={() => {
                    setSelected(null);
                    pane.current?.scrollIntoView({ block: 'nearest' });
                  }}
                  data-testid="edit-meta"
                >
                  {words.details}
                </Button>
                {work.structure.nodes.length === 0 &&
                  NODE_TYPES.slice(0, 2).map((type) => (
                    <Button
                      key={type}
                      size="small"
                      onPress={() => write(work.addNode(type, null))}
                      data-testid={`first-${type}`}
                    >
                      {words.firstStep[type]}
                    </Button>
                  ))}
              </>
            }
          />
          <p className="muted editor-keys">{words.keys}</p>
        </div>
        <section
          className="panel editor-form"
          ref={pane}
          aria-label={node === undefined ? words.details : words.step}
        >
          {node === undefined ? (
            <MetaForm work={work} findings={findings ?? []} slugFrozen={props.slugFrozen} />
          ) : (
            <NodeForm
              key={node.id}
              node={node}
              work={work}
              findings={places.get(node.id) ?? []}
              textRef={text}
              onGo={write}
              onNew={write}
              onRemoved={(steps) => {
                if (!nodesById(work.structure).has(node.id)) gone(steps);
                else setTold(words.removed(steps));
              }}
              onBack={back}
            />
          )}
        </section>
      </div>
    </div>
  );
}

function marksOf(places: ReadonlyMap<string, Finding[]>): Marks {
  const marks = new Map<string, Mark>();
  for (const [id, findings] of places) {
    const errors = findings.filter((finding) => finding.severity === 'error').length;
    const tone = errors > 0 ? 'bad' : 'warn';
    marks.set(id, {
      tone,
      notes: [{ tone, text: t.library.findings.count(errors > 0 ? errors : findings.length, errors > 0) }],
    });
  }
  return marks;
}
