import { Link } from '@tanstack/react-router';
import type { FlowSummary } from '../../api/flows';
import { t } from '../../messages';
import { day, percent } from './figures';
import { FlowBadges } from './FlowBadges';

export function FlowRow({
  flow,
  category,
  why,
}: {
  flow: FlowSummary;
  category: string;
  why?: readonly string[];
}) {
  const words = t.library.list;
  return (
    <li className="flow-row" data-testid="flow-row">
      <Link to="/flows/$id" params={{ id: flow.id }} className="flow-row-link">
        <span className="flow-row-title">
          <b>{flow.title}</b>
          <FlowBadges flow={flow} />
        </span>
        <span className="muted clip-2">{why?.join(' · ') ?? flow.description ?? ''}</span>
      </Link>
      <span className="flow-row-facts">
        <span>{category}</span>
        <span>{flow.version_no === null ? words.neverPublished : words.version(flow.version_no)}</span>
        <span>{words.uses(flow.usage_count)}</span>
        <span>{flow.success_rate === null ? words.noRate : words.rate(percent(flow.success_rate))}</span>
        <span>{day(flow.updated_at)}</span>
      </span>
    </li>
  );
}
