import { Link } from '@tanstack/react-router';
import type { Demand } from '../../../api/demand';
import type { FlowStructure } from '../../../api/flows';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { dateTime, plain } from '../../../ui/format';
import { percent } from '../figures';

const TITLE_LENGTH = 80;

interface DemandRowProps {
  row: Demand;
  category: (key: string | null) => string;
  onWrite: (from: Partial<FlowStructure>) => void;
}

export function DemandRow({ row, category, onWrite }: DemandRowProps) {
  const words = t.library.demand;
  const reasons: Record<string, string> = words.reasons;
  return (
    <li className="demand-row" data-testid="demand-row">
      <div className="demand-text">
        <p className="demand-words">{row.problem_statement}</p>
        <p className="flow-line">
          <Badge
            text={words.outcomes[row.outcome]}
            tone={row.outcome === 'out_of_scope' ? 'warn' : 'neutral'}
          />
          {row.reason !== null && <span className="muted">{reasons[row.reason] ?? plain(row.reason)}</span>}
          {row.near_miss !== null && (
            <span className="muted">
              {words.near}{' '}
              <Link to="/flows/$id" params={{ id: row.near_miss.flow_id }}>
                {row.near_miss.title}
              </Link>{' '}
              {percent(row.near_miss.score)}
            </span>
          )}
        </p>
        <p className="muted">
          {[
            row.category === null || row.category === 'unknown'
              ? words.unknownCategory
              : category(row.category),
            row.created_by_name,
            dateTime(row.created_at),
          ].join(' · ')}
        </p>
      </div>
      <div className="demand-act">
        {row.followed_by !== null && (
          <Link to="/l1/walk/$id" params={{ id: row.followed_by.session_id }}>
            {t.domain.walkKind[row.followed_by.session_kind]}
            {' · '}
            {t.domain.walkStatus[row.followed_by.status]}
          </Link>
        )}
        <Button
          size="small"
          onPress={() =>
            onWrite({
              title: row.problem_statement.replace(/\s+/g, ' ').slice(0, TITLE_LENGTH),
              category: row.category === null || row.category === 'unknown' ? 'other' : row.category,
            })
          }
        >
          {words.write}
        </Button>
      </div>
    </li>
  );
}
