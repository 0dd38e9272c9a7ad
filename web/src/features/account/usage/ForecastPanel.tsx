import { useQuery } from '@tanstack/react-query';
import { ai, type Forecast } from '../../../api/ai';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { locale, t } from '../../../messages';
import { money, whole } from '../../../ui/format';
import { Panel } from '../../../ui/Panel';

/** Where the running month is heading, against what the plan allows. */
export function ForecastPanel({ forecast }: { forecast: Forecast }) {
  const { api } = useServices();
  const words = t.account.usage.forecast;
  const quota = useQuery({
    queryKey: cacheKeys.quota,
    queryFn: ({ signal }) => ai.quota(api, signal),
  });
  const calls = quota.data?.monthly_limit ?? null;
  const cost = quota.data?.cost?.limit_micros ?? null;
  const endsOn = forecast.runs_out_on;
  return (
    <Panel title={words.title} testId="usage-forecast">
      <dl className="figures">
        <Figure
          name={words.calls}
          value={whole(forecast.projected_calls)}
          limit={calls === null ? null : whole(calls)}
        />
        <Figure
          name={words.cost}
          value={money(forecast.projected_cost_micros)}
          limit={cost === null ? null : money(cost)}
        />
      </dl>
      {quota.data !== undefined && (
        <p className={endsOn === null ? 'muted' : 'warn-line'} data-testid="forecast-end">
          {endsOn !== null
            ? words.runsOut(dayText(endsOn))
            : calls === null && cost === null
              ? words.unlimited
              : words.lasts}
        </p>
      )}
      <p className="hint">{words.basis}</p>
    </Panel>
  );
}

function Figure({ name, value, limit }: { name: string; value: string; limit: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{limit === null ? value : t.account.usage.forecast.ofLimit(value, limit)}</dd>
    </div>
  );
}

/** `2026-11-21` is a day, not an instant: no time zone may shift it. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
