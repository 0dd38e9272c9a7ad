import {
  Controls,
  MiniMap,
  ReactFlow,
  type Connection,
  type Edge,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import { nodesById, parentOf } from '../model/structure';
import { CanvasNode, type StepNode } from './CanvasNode';
import { layoutOf, shortestWays, type Box } from './layout';
import { shareKey, type Marks, type Shares } from './marks';
import type { TreeEdit } from './TreeView';

interface CanvasProps {
  structure: FlowStructure;
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen?: (id: string) => void;
  marks?: Marks;
  shares?: Shares;
  edit?: TreeEdit;
}

const NODE_TYPES = { step: CanvasNode };
const GLIDE_MS = 160;
/** Below this nobody reads the words; a larger flow is looked at piece by piece. */
const READABLE = 0.8;
const MARGIN = 24;
/** Flows that small need no overview. */
const SMALL = 12;

/** The tree as a drawing: left to right, arrow keys go along the branches. The outline is its equal without a picture. */
export function FlowCanvas({ structure, selected, onSelect, onOpen, marks, shares, edit }: CanvasProps) {
  const boxes = useMemo(() => layoutOf(structure), [structure]);
  const editable = edit !== undefined;
  const nodes = useMemo(
    () => nodesOf(structure, boxes, { selected, marks, shares, editable }),
    [structure, boxes, selected, marks, shares, editable],
  );
  const edges = useMemo(() => edgesOf(structure, selected, shares), [structure, selected, shares]);
  const [instance, setInstance] = useState<ReactFlowInstance<StepNode> | null>(null);
  const opened = useRef(false);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (instance === null) return;
    const box = selected === null ? undefined : boxes.get(selected);
    if (!opened.current && (box === undefined || selected === structure.start)) {
      opened.current = true;
      void instance.setViewport(firstView(boxes, structure.start, frame.current));
      return;
    }
    // The first view is there at once; later ones glide, so that the eye can follow.
    const jump = !opened.current;
    opened.current = true;
    if (box === undefined) return;
    const calm = jump || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    void instance.setCenter(box.x + box.width / 2, box.y + box.height / 2, {
      zoom: Math.max(instance.getZoom(), READABLE),
      duration: calm ? 0 : GLIDE_MS,
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another selection moves the view, not a new layout
  }, [instance, selected]);

  const onConnect = useCallback(
    (connection: Connection) => {
      if (edit === undefined || connection.sourceHandle === null) return;
      edit.connect(connection.source, Number(connection.sourceHandle), connection.target);
    },
    [edit],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && selected !== null) onOpen?.(selected);
    else if (event.key === 'Delete' && selected !== null && edit !== undefined) edit.remove(selected);
    else {
      const next = neighbour(structure, selected, event.key);
      if (next === null) return;
      onSelect(next);
    }
    event.preventDefault();
  };

  const current = selected === null ? undefined : nodesById(structure).get(selected);
  return (
    <div
      ref={frame}
      className="canvas"
      role="application"
      aria-label={t.library.tree.canvasLabel}
      aria-describedby="canvas-help"
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="canvas"
    >
      <span id="canvas-help" className="visually-hidden">
        {t.library.tree.canvasHelp}
      </span>
      <span className="visually-hidden" role="status">
        {current === undefined ? '' : `${t.library.nodeType[current.type]}: ${current.text}`}
      </span>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onInit={setInstance}
        onNodeClick={(_, node) => onSelect(node.id)}
        onNodeDoubleClick={(_, node) => onOpen?.(node.id)}
        onConnect={onConnect}
        nodesDraggable={false}
        nodesConnectable={editable}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={1.5}
        onlyRenderVisibleElements
        ariaLabelConfig={{
          'controls.ariaLabel': t.library.tree.controls,
          'controls.zoomIn.ariaLabel': t.library.tree.zoomIn,
          'controls.zoomOut.ariaLabel': t.library.tree.zoomOut,
          'controls.fitView.ariaLabel': t.library.tree.fit,
          'minimap.ariaLabel': t.library.tree.miniMap,
        }}
      >
        <Controls showInteractive={false} />
        {nodes.length > SMALL && (
          <MiniMap pannable zoomable className="canvas-map" nodeClassName={(node) => `map-${kindOf(node)}`} />
        )}
      </ReactFlow>
    </div>
  );
}

/** All of a small flow, else its start at the left where reading begins. */
function firstView(boxes: Map<string, Box>, start: string, frame: HTMLElement | null) {
  const all = [...boxes.values()];
  const width = Math.max(0, ...all.map((box) => box.x + box.width));
  const height = Math.max(0, ...all.map((box) => box.y + box.height));
  const room = { width: frame?.clientWidth ?? 800, height: frame?.clientHeight ?? 500 };
  const fits = Math.min(room.width / (width + 2 * MARGIN), room.height / (height + 2 * MARGIN));
  const zoom = Math.min(1, Math.max(READABLE, fits));
  const box = boxes.get(start);
  const tall = height * zoom > room.height;
  const middle = tall && box !== undefined ? box.y + box.height / 2 : height / 2;
  const y = room.height / 2 - middle * zoom;
  return { x: MARGIN, y: tall ? Math.min(y, MARGIN) : y, zoom };
}

function kindOf(node: { data: Record<string, unknown> }): string {
  return (node.data as StepNode['data']).step.type;
}

interface Paint {
  selected: string | null;
  marks: Marks | undefined;
  shares: Shares | undefined;
  editable: boolean;
}

function nodesOf(structure: FlowStructure, boxes: Map<string, Box>, paint: Paint): StepNode[] {
  return [...nodesById(structure).values()].flatMap((step) => {
    const box = boxes.get(step.id);
    if (box === undefined) return [];
    return {
      id: step.id,
      type: 'step' as const,
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      selected: step.id === paint.selected,
      data: {
        step,
        isStart: step.id === structure.start,
        editable: paint.editable,
        mark: paint.marks?.get(step.id),
        shares: paint.shares,
      },
    };
  });
}

function edgesOf(structure: FlowStructure, selected: string | null, shares: Shares | undefined): Edge[] {
  const known = nodesById(structure);
  const ways = shortestWays(structure);
  return [...known.values()].flatMap((node) =>
    node.options.flatMap((option, index) => {
      if (!known.has(option.next)) return [];
      const share = shares?.get(shareKey(node.id, index));
      const weight = share === undefined ? '' : ` edge-${Math.min(4, Math.ceil(share.share * 4))}`;
      const near = node.id === selected || option.next === selected ? ' edge-near' : '';
      const across = ways.get(option.next) === node.id ? '' : ' edge-across';
      return {
        id: shareKey(node.id, index),
        source: node.id,
        sourceHandle: String(index),
        target: option.next,
        className: `edge${weight}${across}${near}`,
      };
    }),
  );
}

/** The step an arrow key leads to: right into the first answer, left to where it came from, up and down among siblings. */
function neighbour(structure: FlowStructure, selected: string | null, key: string): string | null {
  const nodes = nodesById(structure);
  const current = selected === null ? undefined : nodes.get(selected);
  if (current === undefined) {
    return key.startsWith('Arrow') && nodes.has(structure.start) ? structure.start : null;
  }
  const via = parentOf(structure, current.id);
  switch (key) {
    case 'ArrowRight':
      return current.options.find((option) => nodes.has(option.next))?.next ?? null;
    case 'ArrowLeft':
      return via?.parent ?? null;
    case 'ArrowUp':
    case 'ArrowDown': {
      const siblings = via === null ? [] : (nodes.get(via.parent)?.options ?? []);
      const around = siblings.map((option) => option.next).filter((id) => nodes.has(id));
      const at = around.indexOf(current.id);
      return around[at + (key === 'ArrowUp' ? -1 : 1)] ?? null;
    }
    case 'Home':
      return structure.start;
    default:
      return null;
  }
}
