import type { FlowNode, FlowStructure } from '../../api/flows';
import { t } from '../../messages';
import { Markdown } from '../../ui/Markdown';
import { nodesById } from './model/structure';
import { StepKind } from './tree/StepKind';

/** One step for reading: what it says, and where each answer goes. */
export function StepCard({
  node,
  structure,
  onGo,
}: {
  node: FlowNode;
  structure: FlowStructure;
  onGo: (id: string) => void;
}) {
  const nodes = nodesById(structure);
  return (
    <div className="stack step-card" data-testid="step-card">
      <p className="flow-line">
        <StepKind type={node.type} />
        <code className="muted">{node.id}</code>
      </p>
      <p className="step-text">{node.text}</p>
      {node.detail !== null && <Markdown text={node.detail} />}
      {node.subflow !== null && <p className="muted">{t.library.step.subflow(node.subflow)}</p>}
      {node.reason_category !== null && (
        <p className="muted">{t.domain.reasonCategory[node.reason_category]}</p>
      )}
      {node.options.length > 0 && (
        <ol className="step-options">
          {node.options.map((option) => (
            <li key={option.value}>
              <b>{option.label}</b>
              {nodes.has(option.next) && (
                <button type="button" className="link-button" onClick={() => onGo(option.next)}>
                  {nodes.get(option.next)?.text}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
