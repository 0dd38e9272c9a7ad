import type { UsageGroup } from '../../../api/ai';
import { t } from '../../../messages';
import { TableScroll } from '../../../ui/TableScroll';
import { money, whole } from '../../../ui/format';
import { sumOf, type Slice } from './measures';

interface UsageTableProps {
  caption: string;
  head: string;
  rows: Slice[];
}

/** The figures behind a chart, all of them; also what a screen reader gets instead of it. */
export function UsageTable({ caption, head, rows }: UsageTableProps) {
  const words = t.account.usage;
  return (
    <TableScroll label={caption}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
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
            <UsageRow key={row.key} name={row.name} group={row.group} />
          ))}
        </tbody>
        <tfoot>
          <UsageRow name={words.total} group={sumOf(rows.map((row) => row.group))} />
        </tfoot>
      </table>
    </TableScroll>
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
