import type { FlowFigures, FlowStructure } from '../../../api/flows';
import type { WalkStatus } from '../../../api/l1';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Panel } from '../../../ui/Panel';
import { nodesById } from '../model/structure';

const TONE: Record<WalkStatus, Tone> = {
  active: 'info',
  resolved: 'good',
  escalated: 'warn',
  abandoned: 'neutral',
};

interface PathsPanelProps {
  figures: FlowFigures;
  structure: FlowStructure;
  onSelect: (id: string) => void;
}

/** The most walked ways, where walks end in vain, and the answers nobody gives. */
export function PathsPanel({ figures, structure, onSelect }: PathsPanelProps) {
  const words = t.library.analytics;
  const nodes = nodesById(structure);
  const name = (id: string) => nodes.get(id)?.text ?? id;
  const deadEnds = figures.nodes.filter((node) => node.dead_end);
  return (
    <>
      {deadEnds.length > 0 && (
        <Panel title={words.deadEnds} testId="dead-ends">
          <ul className="plain-list">
            {deadEnds.map((node) => (
              <li key={node.node_id}>
                <button type="button" className="link-button" onClick={() => onSelect(node.node_id)}>
                  {node.text}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={words.paths}>
        {figures.top_paths.length === 0 && <p className="muted">{words.noPaths}</p>}
        <ol className="path-list">
          {figures.top_paths.map((path) => (
            <li key={`${path.node_ids.join('>')} ${path.outcome}`}>
              <span className="flow-line">
                <b>{words.times(path.count)}</b>
                <Badge
                  text={t.domain.walkStatus[path.outcome as WalkStatus]}
                  tone={TONE[path.outcome as WalkStatus]}
                />
                <span className="muted">{words.pathSteps(path.node_ids.length)}</span>
              </span>
              <details>
                <summary className="muted">{name(path.node_ids.at(-1) ?? '')}</summary>
                <ol className="path-steps">
                  {path.node_ids.map((id, at) => (
                    <li key={`${id} ${at}`}>
                      <button type="button" className="link-button" onClick={() => onSelect(id)}>
                        {name(id)}
                      </button>
                    </li>
                  ))}
                </ol>
              </details>
            </li>
          ))}
        </ol>
      </Panel>
      {figures.walks > 0 && figures.unused_options.length > 0 && (
        <Panel title={words.unused(figures.unused_options.length)}>
          <details>
            <summary className="muted">{words.showUnused}</summary>
            <ul className="path-steps">
              {figures.unused_options.map((option) => (
                <li key={`${option.node_id} ${option.value}`}>
                  <button type="button" className="link-button" onClick={() => onSelect(option.node_id)}>
                    {name(option.node_id)}
                  </button>{' '}
                  <span className="muted">{option.label}</span>
                </li>
              ))}
            </ul>
          </details>
        </Panel>
      )}
    </>
  );
}
