import type { Quota } from '../../../api/ai';
import { t } from '../../../messages';
import { TableScroll } from '../../../ui/TableScroll';
import { dateTime, money, whole } from '../../../ui/format';

const words = t.account.quota;

interface Measure {
  name: string;
  used: number;
  limit: number | null;
  resetAt: string | null;
  show: (value: number) => string;
}

export function QuotaTable({ quota }: { quota: Quota }) {
  return (
    <>
      <p>
        {quota.plan !== null && <b>{words.plan(quota.plan.name)}</b>}{' '}
        <span className="muted">{quota.ai_enabled ? words.mode[quota.provider_mode] : words.off}</span>
      </p>
      <TableScroll label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col" className="number">
                {words.used}
              </th>
              <th scope="col" className="number">
                {words.limit}
              </th>
              <th scope="col" className="number">
                {words.left}
              </th>
              <th scope="col">{words.resets}</th>
            </tr>
          </thead>
          <tbody>
            {measuresOf(quota).map((measure) => (
              <tr key={measure.name}>
                <th scope="row">{measure.name}</th>
                <td className="number">{measure.show(measure.used)}</td>
                <td className="number">
                  {measure.limit === null ? words.unlimited : measure.show(measure.limit)}
                </td>
                <td className="number">
                  {measure.limit === null
                    ? t.common.none
                    : measure.show(Math.max(0, measure.limit - measure.used))}
                </td>
                <td>{dateTime(measure.resetAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

/** Used includes what is reserved for calls under way: it cannot be spent twice. */
function measuresOf(quota: Quota): Measure[] {
  const { tokens, cost, tree_builds: trees } = quota;
  const measures: Measure[] = [
    {
      name: `${words.calls} ${words.period.day}`,
      used: quota.daily_used + quota.daily_reserved,
      limit: quota.daily_limit,
      resetAt: quota.daily_reset_at,
      show: whole,
    },
    {
      name: `${words.calls} ${words.period.month}`,
      used: quota.monthly_used + quota.monthly_reserved,
      limit: quota.monthly_limit,
      resetAt: quota.monthly_reset_at,
      show: whole,
    },
  ];
  if (tokens !== null) {
    measures.push({
      name: words.tokens,
      used: tokens.used + tokens.reserved,
      limit: tokens.limit,
      resetAt: tokens.reset_at,
      show: whole,
    });
  }
  if (cost !== null) {
    measures.push({
      name: words.cost,
      used: cost.used_micros + cost.reserved_micros,
      limit: cost.limit_micros,
      resetAt: cost.reset_at,
      show: (value) => money(value, cost.currency ?? 'USD'),
    });
  }
  if (trees !== null) {
    measures.push({
      name: words.trees,
      used: trees.used + trees.reserved,
      limit: trees.limit,
      resetAt: quota.monthly_reset_at,
      show: whole,
    });
  }
  return measures;
}
