import { useMemo, useState, type KeyboardEvent } from 'react';
import { Button, Collection, Tree, TreeItem, TreeItemContent, type Selection } from 'react-aria-components';
import type { FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { outlineOf, type Line, type Outline as OutlineModel } from '../model/structure';
import { shareKey, type Marks, type Shares } from './marks';
import { StepKind } from './StepKind';

export interface OutlineEdit {
  remove: (id: string) => void;
  move: (parent: string, index: number, by: -1 | 1) => void;
}

interface OutlineProps {
  structure: FlowStructure;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter or a second click: go to the details. */
  onOpen?: ((id: string) => void) | undefined;
  marks?: Marks | undefined;
  shares?: Shares | undefined;
  edit?: OutlineEdit | undefined;
}

/** The tree as lines: all of it by keyboard, by ear and on a narrow screen. */
export function Outline({ structure, selected, onSelect, onOpen, marks, shares, edit }: OutlineProps) {
  const outline = useMemo(() => outlineOf(structure), [structure]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const expanded = useMemo(() => keysOf(outline).filter((key) => !folded.has(key)), [outline, folded]);
  const steps = useMemo(() => linesByKey(outline), [outline]);
  const looseKeys = useMemo(() => new Set(outline.loose.map((line) => line.key)), [outline]);

  const choose = (selection: Selection) => {
    if (selection === 'all') return;
    const [key] = selection;
    const line = key === undefined ? undefined : steps.get(String(key));
    if (line?.kind === 'step') onSelect(line.node.id);
  };
  const open = (key: string) => {
    const line = steps.get(key);
    if (line === undefined) return;
    if (line.kind === 'step') {
      onSelect(line.node.id);
      onOpen?.(line.node.id);
    } else if (line.text !== null) {
      onSelect(line.target);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (edit === undefined) return;
    const key = (event.target as HTMLElement).closest('[data-key]')?.getAttribute('data-key');
    const line = steps.get(key ?? '');
    if (line === undefined) return;
    if (event.key === 'Delete' && line.kind === 'step') {
      edit.remove(line.node.id);
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && line.via !== null) {
      edit.move(line.via.parent, line.via.index, event.key === 'ArrowUp' ? -1 : 1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const roots = [...outline.lines, ...outline.loose];
  if (roots.length === 0) return <p className="muted outline-empty">{t.library.tree.empty}</p>;
  return (
    // The tree inside has the focus and the role; this only listens to two more keys.
    <div className="outline" onKeyDownCapture={onKeyDown}>
      <Tree
        aria-label={t.library.tree.outline}
        className="outline-tree"
        items={roots}
        // Rows are kept as long as their line is the same; what is painted on them changes more often.
        dependencies={[marks, shares, looseKeys]}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={choose}
        onAction={(key) => open(String(key))}
        expandedKeys={expanded}
        onExpandedChange={(keys) => setFolded(new Set(keysOf(outline).filter((key) => !keys.has(key))))}
        data-testid="outline"
      >
        {(line: Line) => <OutlineLine line={line} marks={marks} shares={shares} loose={looseKeys} />}
      </Tree>
    </div>
  );
}

interface LineProps {
  line: Line;
  marks: Marks | undefined;
  shares: Shares | undefined;
  loose: ReadonlySet<string>;
}

function OutlineLine({ line, marks, shares, loose }: LineProps) {
  const id = line.key;
  const text = line.kind === 'step' ? line.node.text : (line.text ?? t.library.tree.nowhere);
  const answer = line.via?.option.label ?? null;
  const share = line.via === null ? undefined : shares?.get(shareKey(line.via.parent, line.via.index));
  const mark = line.kind === 'step' ? marks?.get(line.node.id) : undefined;
  const words = text === '' ? t.library.tree.untold : text;
  return (
    <TreeItem
      id={id}
      textValue={answer === null ? words : `${answer}: ${words}`}
      className={`outline-line outline-${line.kind} outline-tone-${mark?.tone ?? 'none'}`}
      data-testid={`outline-${id}`}
    >
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className="outline-row">
            {hasChildItems ? (
              <Button slot="chevron" className="outline-fold">
                <span aria-hidden="true" className="outline-chevron" />
              </Button>
            ) : (
              <span className="outline-fold" />
            )}
            <span className="outline-text">
              {answer !== null && (
                <span className="outline-answer">
                  {answer === '' ? t.library.tree.untold : answer}
                  {share !== undefined && (
                    <b className="outline-count">{t.library.analytics.times(share.count)}</b>
                  )}
                </span>
              )}
              <span className="outline-words">
                {line.kind === 'step' ? (
                  <StepKind type={line.node.type} />
                ) : (
                  line.text !== null && <span className="muted">{t.library.tree.goesTo}</span>
                )}
                <span className={line.kind === 'jump' && line.text === null ? 'outline-lost' : ''}>
                  {words}
                </span>
              </span>
            </span>
            {loose.has(id) && <Badge tone="warn" text={t.library.tree.loose} />}
            {mark?.notes.map((note) => (
              <Badge key={note.text} tone={note.tone} text={note.text} />
            ))}
          </div>
        )}
      </TreeItemContent>
      {line.kind === 'step' && (
        <Collection items={line.lines} dependencies={[marks, shares, loose]}>
          {(child: Line) => <OutlineLine line={child} marks={marks} shares={shares} loose={loose} />}
        </Collection>
      )}
    </TreeItem>
  );
}

function linesByKey(outline: OutlineModel): Map<string, Line> {
  const lines = new Map<string, Line>();
  const collect = (line: Line) => {
    lines.set(line.key, line);
    if (line.kind === 'step') line.lines.forEach(collect);
  };
  outline.lines.forEach(collect);
  outline.loose.forEach(collect);
  return lines;
}

function keysOf(outline: OutlineModel): string[] {
  return [...linesByKey(outline).entries()].flatMap(([key, line]) =>
    line.kind === 'step' && line.lines.length > 0 ? [key] : [],
  );
}
