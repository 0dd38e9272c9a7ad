import { useQuery } from '@tanstack/react-query';
import { ai, type Quota } from '../../../api/ai';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { dateTime, whole } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { AiSettingsPanel } from './AiSettingsPanel';
import { ProvidersPanel } from './ProvidersPanel';
import { QuotaTable } from './QuotaTable';

/** What the plan allows and what is left of it; for those who run the account also the AI settings. */
export function PlanTab() {
  const { api, person } = useServices();
  const quota = useQuery({
    queryKey: cacheKeys.quota,
    queryFn: ({ signal }) => ai.quota(api, signal),
  });
  return (
    <>
      <Panel title={t.account.quota.title} testId="account-quota">
        <Loading query={quota}>
          {quota.data !== undefined && (
            <>
              <Warnings quota={quota.data} />
              <QuotaTable quota={quota.data} />
              <Limits quota={quota.data} />
            </>
          )}
        </Loading>
      </Panel>
      {person.runsAccount && (
        <>
          <AiSettingsPanel />
          <ProvidersPanel />
        </>
      )}
    </>
  );
}

function Warnings({ quota }: { quota: Quota }) {
  const words = t.account.plan;
  const warnings = quota.warnings ?? [];
  return (
    <>
      {!quota.allowed && quota.reset_at !== null && (
        <p className="warn-line" role="status" data-testid="quota-denied">
          {words.denied(dateTime(quota.reset_at))}
        </p>
      )}
      {warnings.map(({ metric, percent }) => (
        <p key={metric} className="warn-line" role="status">
          {words.warning(words.metric[metric] ?? metric, percent)}
        </p>
      ))}
    </>
  );
}

function Limits({ quota }: { quota: Quota }) {
  const words = t.account.plan;
  const limits = quota.limits ?? null;
  const parts = [
    limits?.requests_per_minute == null ? null : words.perMinute(whole(limits.requests_per_minute)),
    limits?.max_in_flight == null ? null : words.inFlight(whole(limits.max_in_flight)),
    limits === null ? null : words.tier(words.tiers[limits.max_tier] ?? limits.max_tier),
  ].filter((part) => part !== null);
  return (
    <>
      {parts.length > 0 && (
        <p className="muted">
          {words.limits}
          {': '}
          {parts.join(' · ')}
        </p>
      )}
      {quota.billing_anchor_day != null && quota.time_zone != null && (
        <p className="muted">{words.month(quota.billing_anchor_day, quota.time_zone)}</p>
      )}
    </>
  );
}
