import type { FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { wordsOf, type Finding } from '../model/findings';
import { nodesById } from '../model/structure';

interface FindingsPanelProps {
  findings: readonly Finding[] | null;
  isChecking: boolean;
  failed: boolean;
  onAgain: () => void;
  structure: FlowStructure;
  onGo: (nodeId: string | null) => void;
}

/** All that is wrong with the flow, each line a way to its place. */
export function FindingsPanel({
  findings,
  isChecking,
  failed,
  onAgain,
  structure,
  onGo,
}: FindingsPanelProps) {
  const words = t.library.findings;
  const nodes = nodesById(structure);
  const errors = findings?.filter((finding) => finding.severity === 'error').length ?? 0;
  const warnings = (findings?.length ?? 0) - errors;
  return (
    <section className="findings" aria-label={words.title} data-testid="findings">
      <p className="findings-sum" role="status" data-testid="findings-sum">
        {findings === null ? (
          <span className="muted">{words.notChecked}</span>
        ) : (
          <span className={errors > 0 ? 'findings-bad' : 'findings-good'}>{words.sum(errors, warnings)}</span>
        )}
        {isChecking && <span className="muted">{words.checking}</span>}
        {failed && (
          <Button size="small" look="quiet" onPress={onAgain}>
            {words.again}
          </Button>
        )}
      </p>
      {findings !== null && findings.length > 0 && (
        <ul className="finding-list">
          {findings.map((finding, at) => (
            <li
              key={`${finding.nodeId ?? ''} ${finding.code} ${at}`}
              className={`finding finding-${finding.severity}`}
            >
              <Button
                look="quiet"
                size="small"
                onPress={() => onGo(finding.nodeId)}
                data-testid={`finding-${finding.code}`}
              >
                <span className="finding-place">{placeOf(finding, nodes)}</span>
                <span>{wordsOf(finding)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function placeOf(finding: Finding, nodes: ReturnType<typeof nodesById>): string {
  if (finding.nodeId === null) return t.library.findings.wholeFlow;
  const text = nodes.get(finding.nodeId)?.text ?? finding.nodeId;
  const step = text === '' ? t.library.tree.untold : text;
  return finding.option === null ? step : `${step} · ${t.library.editor.answer(finding.option + 1)}`;
}
