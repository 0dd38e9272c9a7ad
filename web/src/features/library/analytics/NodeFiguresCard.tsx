import type { NodeFigures } from '../../../api/flows';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { duration, percent } from '../figures';
import { StepKind } from '../tree/StepKind';

/** The figures of one step: how often it was reached, what was answered, and where walks ended. */
export function NodeFiguresCard({ node }: { node: NodeFigures }) {
  const words = t.library.analytics;
  const all = node.answers.reduce((sum, answer) => sum + answer.count, 0);
  return (
    <div className="stack" data-testid="node-figures">
      <p className="flow-line">
        <StepKind type={node.type} />
        {node.dead_end && <Badge tone="bad" text={words.deadEnd} />}
      </p>
      <p className="step-text">{node.text}</p>
      <dl className="facts-grid">
        {(
          [
            [words.visitsLabel, String(node.visits)],
            [words.dwell, duration(node.median_dwell_seconds)],
            [words.backs, String(node.backs)],
            [words.exits, words.exitsOf(node.exits)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {node.answers.length > 0 && (
        <table>
          <caption>{words.answers}</caption>
          <tbody>
            {node.answers.map((answer) => (
              <tr key={answer.value}>
                <th scope="row">{answer.label}</th>
                <td className="number">{answer.count}</td>
                <td className="number">{percent(all === 0 ? null : answer.count / all)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
