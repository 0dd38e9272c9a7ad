import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { FlowNode } from '../../../api/flows';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { shareKey, type Mark, type Shares } from './marks';
import { StepKind } from './StepKind';

export type StepNode = Node<
  {
    step: FlowNode;
    isStart: boolean;
    editable: boolean;
    mark: Mark | undefined;
    shares: Shares | undefined;
  },
  'step'
>;

/** A step with its answers as rows; the line of an answer starts at its row. */
export function CanvasNode({ data, selected }: NodeProps<StepNode>) {
  const { step, mark, shares, editable, isStart } = data;
  const tone = mark?.tone ?? 'none';
  return (
    <div className={`canvas-node canvas-tone-${tone} ${selected ? 'canvas-node-selected' : ''}`}>
      <Handle type="target" position={Position.Left} isConnectable={editable} className="canvas-port" />
      <div className="canvas-node-head">
        <StepKind type={step.type} />
        {isStart && <span className="canvas-start">{t.library.tree.start}</span>}
        {mark?.notes.map((note) => (
          <Badge key={note.text} tone={note.tone} text={note.text} />
        ))}
      </div>
      <div className="canvas-node-text">{step.text === '' ? t.library.tree.untold : step.text}</div>
      {step.options.map((option, index) => {
        const share = shares?.get(shareKey(step.id, index));
        return (
          <div className="canvas-option" key={`${option.value} ${index}`}>
            <span className="clip">{option.label === '' ? t.library.tree.untold : option.label}</span>
            {share !== undefined && <b className="canvas-count">{share.count}</b>}
            <Handle
              type="source"
              position={Position.Right}
              id={String(index)}
              isConnectable={editable}
              className="canvas-port"
            />
          </div>
        );
      })}
    </div>
  );
}
