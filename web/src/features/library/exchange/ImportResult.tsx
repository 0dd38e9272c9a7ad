import { Link } from '@tanstack/react-router';
import type { ImportedFlow } from '../../../api/flows';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { wordsOf } from '../model/findings';

/** What came of an import: every flow is a draft now, with what keeps it from being published. */
export function ImportResult({ imported, onOpen }: { imported: ImportedFlow[]; onOpen: () => void }) {
  const words = t.library.exchange;
  return (
    <div className="stack" data-testid="import-result">
      <p role="status">{words.done(imported.length)}</p>
      <ul className="plain-list">
        {imported.map((flow) => (
          <li key={flow.flow_id} className="walk-row">
            <span className="flow-line">
              <Link to="/flows/$id/edit" params={{ id: flow.flow_id }} onClick={onOpen}>
                {flow.slug}
              </Link>
              <Badge text={words.result[flow.result]} tone={flow.result === 'created' ? 'good' : 'info'} />
            </span>
            {flow.problems.length > 0 && (
              <ul className="finding-list">
                {[...new Set(flow.problems.map(wordsOf))].map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
