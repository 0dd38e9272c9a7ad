import { lazy, Suspense, useState, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import type { Marks, Shares } from './marks';
import { Outline, type OutlineEdit } from './Outline';

// The canvas and its layout are most of this feature's weight; who reads the outline never loads them.
const FlowCanvas = lazy(() => import('./FlowCanvas').then((module) => ({ default: module.FlowCanvas })));

export interface TreeEdit extends OutlineEdit {
  connect: (parent: string, index: number, target: string) => void;
}

interface TreeViewProps {
  structure: FlowStructure;
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen?: (id: string) => void;
  marks?: Marks;
  shares?: Shares;
  edit?: TreeEdit;
  /** Beside the choice of the view. */
  tools?: ReactNode;
}

type View = 'outline' | 'canvas';
const CHOICE = 'rf.tree-view';

/** One tree, two ways to see it: a drawing, or lines. Both select the same step; the choice is remembered. */
export function TreeView({ tools, ...props }: TreeViewProps) {
  const [view, setView] = useState<View>(initialView);
  const choose = (next: View) => {
    setView(next);
    remember(next);
  };
  return (
    <div className="tree-view">
      <div className="button-row">
        {tools}
        <ToggleButtonGroup
          className="switch"
          aria-label={t.library.tree.view}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={(keys) => {
            const [key] = keys;
            if (key === 'outline' || key === 'canvas') choose(key);
          }}
        >
          <ToggleButton id="canvas" className="switch-item" data-testid="view-canvas">
            {t.library.tree.canvas}
          </ToggleButton>
          <ToggleButton id="outline" className="switch-item" data-testid="view-outline">
            {t.library.tree.outlineShort}
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      {view === 'outline' ? (
        <Outline {...props} />
      ) : (
        <Suspense
          fallback={
            <p className="muted canvas" role="status">
              {t.common.loading}
            </p>
          }
        >
          <FlowCanvas {...props} />
        </Suspense>
      )}
    </div>
  );
}

function initialView(): View {
  const kept = localStorage.getItem(CHOICE);
  if (kept === 'outline' || kept === 'canvas') return kept;
  // A drawing needs room; lines do not.
  return typeof window.matchMedia === 'function' && window.matchMedia('(min-width: 900px)').matches
    ? 'canvas'
    : 'outline';
}

function remember(view: View): void {
  try {
    localStorage.setItem(CHOICE, view);
  } catch {
    // A forbidden storage only forgets the choice.
  }
}
