import type { UsageSummary, UserGroup } from '../../../api/ai';
import { t } from '../../../messages';
import { dayText } from './ForecastPanel';
import { daysWithGaps, ranked, sumOf, taskName, type Measure, type Slice } from './measures';
import { UsageChart } from './UsageChart';

interface UsageChartsProps {
  summary: UsageSummary;
  users: UserGroup[];
  measure: Measure;
}

const MOST_BARS = 10;

/** By day, by person, by task, by model. */
export function UsageCharts({ summary, users, measure }: UsageChartsProps) {
  const words = t.account.usage;
  const days: Slice[] = daysWithGaps(summary.by_day ?? [], (day) => ({ day, ...sumOf([]) })).map((group) => ({
    key: group.day,
    name: dayText(group.day),
    group,
  }));
  const people: Slice[] = users.map((group) => ({
    key: group.user_id ?? 'system',
    name: group.user_name ?? words.system,
    group,
  }));
  const tasks: Slice[] = (summary.by_task ?? []).map((group) => ({
    key: group.task,
    name: taskName(group.task),
    group,
  }));
  const models: Slice[] = (summary.by_model ?? []).map((group) => ({
    key: group.model ?? 'none',
    name: group.model ?? words.noModel,
    group,
  }));
  const everything = Infinity;
  return (
    <>
      <UsageChart
        title={words.byDay}
        head={words.day}
        slices={days}
        rows={days.toReversed()}
        measure={measure}
        direction="upright"
        testId="usage-by-day"
      />
      <div className="account-grid">
        <UsageChart
          title={words.byUser}
          head={words.user}
          slices={ranked(people, measure, MOST_BARS)}
          rows={ranked(people, measure, everything)}
          measure={measure}
          direction="lying"
          testId="usage-by-user"
        />
        <UsageChart
          title={words.byTask}
          head={words.task}
          slices={ranked(tasks, measure, MOST_BARS)}
          rows={ranked(tasks, measure, everything)}
          measure={measure}
          direction="lying"
          testId="usage-by-task"
        />
        <UsageChart
          title={words.byModel}
          head={words.model}
          slices={ranked(models, measure, MOST_BARS)}
          rows={ranked(models, measure, everything)}
          measure={measure}
          direction="lying"
          testId="usage-by-model"
        />
      </div>
    </>
  );
}
