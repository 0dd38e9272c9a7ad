import type { QueueItem } from '../../api/handoffs';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { waiting } from '../../ui/format';

const PRIORITY_TONE: Record<QueueItem['priority'], Tone> = {
  urgent: 'bad',
  high: 'warn',
  normal: 'neutral',
  low: 'neutral',
};

export function titleOf(item: QueueItem): string {
  return item.title ?? item.problem_summary ?? t.board.untitled;
}

export function PriorityBadge({ item }: { item: QueueItem }) {
  if (item.priority === 'normal') return null;
  return <Badge text={t.domain.priority[item.priority]} tone={PRIORITY_TONE[item.priority]} />;
}

/** One line about a hand-off; `waitingSince` in epoch milliseconds, null when nobody waits any more. */
export function RowFacts({
  item,
  waitingSince,
  now,
}: {
  item: QueueItem;
  waitingSince: number | null;
  now: number;
}) {
  const category = item.reason_category as keyof typeof t.domain.reasonCategory | null;
  const facts = [
    waitingSince === null ? null : t.board.waiting(waiting((now - waitingSince) / 1000)),
    item.client_name,
    item.source_kind === 'l1_walk' ? t.board.fromL1 : t.board.fromSession,
    t.board.from(item.handed_off_by_name),
    category === null ? null : (t.domain.reasonCategory[category] as string | undefined),
    item.step_count === null || item.step_count === 0 ? null : t.board.steps(item.step_count),
    item.psa_ticket_id === null ? null : t.board.ticket(item.psa_ticket_id),
    item.target_user_name === null || item.targeted_to_me === true
      ? null
      : t.board.forOther(item.target_user_name),
    (item.release_count ?? 0) === 0 ? null : t.board.again(item.release_count ?? 0),
  ].filter((fact): fact is string => fact !== null && fact !== undefined);
  return <p className="muted">{facts.join(' · ')}</p>;
}
