import { useQuery } from '@tanstack/react-query';
import { ai, type UsageGroup } from '../../api/ai';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { dateTime, money, plain, whole } from '../../ui/format';
import { Loading } from '../../ui/Loading';

const words = t.account.usage;

export function UsagePanel() {
  const { api } = useServices();
  const usage = useQuery({
    queryKey: cacheKeys.usage,
    queryFn: ({ signal }) => ai.summary(api, signal),
  });
  const summary = usage.data;
  const totals = summary?.totals ?? null;
  return (
    <Loading query={usage}>
      {summary?.window?.from != null && summary.window.to != null && (
        <p className="muted">{words.period(dateTime(summary.window.from), dateTime(summary.window.to))}</p>
      )}
      {totals === null || totals.calls === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <>
          <UsageTable
            caption={words.byTask}
            head={words.task}
            rows={(summary?.by_task ?? []).map((group) => ({ ...group, name: plain(group.task) }))}
            totals={totals}
          />
          <UsageTable
            caption={words.byModel}
            head={words.model}
            rows={(summary?.by_model ?? []).map((group) => ({
              ...group,
              name: group.model ?? words.noModel,
            }))}
          />
          {totals.unknown_usage_calls > 0 && (
            <p className="muted">{words.unknown(totals.unknown_usage_calls)}</p>
          )}
        </>
      )}
    </Loading>
  );
}

interface UsageTableProps {
  caption: string;
  head: string;
  rows: (UsageGroup & { name: string })[];
  totals?: UsageGroup;
}

function UsageTable({ caption, head, rows, totals }: UsageTableProps) {
  return (
    <div className="table-scroll">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {[words.calls, words.failed, words.offline, words.input, words.output, words.cost].map((name) => (
              <th scope="col" className="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <UsageRow key={row.name} name={row.name} group={row} />
          ))}
        </tbody>
        {totals !== undefined && (
          <tfoot>
            <UsageRow name={words.total} group={totals} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Unknown is shown as a dash, never as 0. */
function UsageRow({ name, group }: { name: string; group: UsageGroup }) {
  const tokens = (value: number | null | undefined) =>
    value === null || value === undefined ? t.common.none : whole(value);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{whole(group.calls)}</td>
      <td className="number">{whole(group.failed_calls)}</td>
      <td className="number">{whole(group.offline_calls)}</td>
      <td className="number">{tokens(group.input_tokens)}</td>
      <td className="number">{tokens(group.output_tokens)}</td>
      <td className="number">{money(group.cost_micros)}</td>
    </tr>
  );
}
