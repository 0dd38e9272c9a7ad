import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ai, type UsageSpan } from '../../../api/ai';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { dateTime, money, whole } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Segmented } from '../../../ui/Segmented';
import { accountKeys } from '../accountKeys';
import { saveFile } from './saveFile';
import { ForecastPanel } from './ForecastPanel';
import { MEASURES, type Measure } from './measures';
import { SPANS, spanOf, type SpanName } from './spans';
import { UsageCharts } from './UsageCharts';

/** Who used how much AI for what, where the month is heading, and all of it as a file (contract-ai §2.3). */
export function UsageTab() {
  const { api } = useServices();
  const words = t.account.usage;
  const [name, setName] = useState<SpanName>('month');
  const [measure, setMeasure] = useState<Measure>('calls');
  const [openedAt] = useState(Date.now);
  const span = useMemo(() => spanOf(name, openedAt), [name, openedAt]);
  const summary = useQuery({
    queryKey: accountKeys.usage(span),
    queryFn: ({ signal }) => ai.summary(api, span, signal),
    placeholderData: keepPreviousData,
  });
  const users = useQuery({
    queryKey: accountKeys.usageByUser(span),
    queryFn: ({ signal }) => ai.byUser(api, span, signal),
    placeholderData: keepPreviousData,
  });
  const csv = useMutation({
    mutationFn: (wanted: UsageSpan) => ai.csv(api, wanted),
    onSuccess: (file) => saveFile(file, 'ai-usage.csv'),
  });
  const totals = summary.data?.totals ?? null;
  const window = summary.data?.window;
  return (
    <>
      <div className="tool-row">
        <Choice
          label={words.span}
          value={name}
          options={SPANS.map((value) => ({ value, label: words.spans[value] }))}
          onChange={setName}
          testId="usage-span"
        />
        <Segmented
          label={words.measure}
          value={measure}
          options={MEASURES.map((value) => ({ value, label: words.measures[value] }))}
          onChange={setMeasure}
          testId="usage-measure"
        />
        <Button isPending={csv.isPending} onPress={() => csv.mutate(span)} data-testid="usage-csv">
          {csv.isPending ? words.csvMaking : words.csv}
        </Button>
      </div>
      <ProblemNote error={csv.error} />
      <Loading query={summary}>
        {window?.from != null && window.to != null && (
          <p className="muted">{words.period(dateTime(window.from), dateTime(window.to))}</p>
        )}
        {totals === null || totals.calls === 0 ? (
          <p className="muted" data-testid="usage-none">
            {words.none}
          </p>
        ) : (
          <>
            <dl className="figures" data-testid="usage-totals">
              <Figure name={words.facts.calls} value={whole(totals.calls)} />
              <Figure name={words.facts.cost} value={money(totals.cost_micros)} />
              {summary.data?.cost_per_session_micros != null && (
                <Figure name={words.facts.perSession} value={money(summary.data.cost_per_session_micros)} />
              )}
              {summary.data?.cache_read_percent != null && (
                <Figure
                  name={words.facts.cached}
                  value={words.facts.percent(summary.data.cache_read_percent)}
                />
              )}
            </dl>
            {totals.unknown_usage_calls > 0 && (
              <p className="muted">{words.unknown(totals.unknown_usage_calls)}</p>
            )}
          </>
        )}
        {summary.data?.forecast != null && <ForecastPanel forecast={summary.data.forecast} />}
        {summary.data !== undefined && totals !== null && totals.calls > 0 && (
          <UsageCharts summary={summary.data} users={users.data ?? []} measure={measure} />
        )}
        <ProblemNote error={users.error} />
      </Loading>
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
