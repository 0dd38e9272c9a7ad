import { useQuery } from '@tanstack/react-query';
import { Label, Meter } from 'react-aria-components';
import { ai, type Quota } from '../api/ai';
import { t } from '../messages';
import { whole } from '../ui/format';
import { cacheKeys } from './keys';
import { useServices } from './services';

const REFRESH_MS = 60_000;

/** What is left of the account's AI plan; says so plainly when answers come without a language model. */
export function QuotaGauge() {
  const { api } = useServices();
  const quota = useQuery({
    queryKey: cacheKeys.quota,
    queryFn: ({ signal }) => ai.quota(api, signal),
    refetchInterval: REFRESH_MS,
  });
  if (quota.data === undefined) return null;
  return <Gauge quota={quota.data} />;
}

function Gauge({ quota }: { quota: Quota }) {
  const used = quota.monthly_used + quota.monthly_reserved;
  const limit = quota.monthly_limit;
  const percent = limit === null ? 0 : limit === 0 ? 100 : Math.min(100, (used / limit) * 100);
  const level = !quota.allowed || percent >= 95 ? 'bad' : percent >= 80 ? 'warn' : 'good';
  const text =
    limit === null || quota.unlimited
      ? t.shell.quota.unlimited(whole(used))
      : t.shell.quota.short(whole(used), whole(limit));
  return (
    <Meter className="gauge" value={percent} valueLabel={text} data-testid="quota-gauge">
      <Label className="gauge-label">{t.shell.quota.label}</Label>
      <svg className="gauge-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="gauge-track" width="100" height="6" rx="3" />
        <rect className={`gauge-fill gauge-${level}`} width={percent} height="6" rx="3" />
      </svg>
      <span className="gauge-text">
        {text} <span className="gauge-mode">{modeText(quota)}</span>
      </span>
    </Meter>
  );
}

function modeText(quota: Quota): string {
  const words = t.shell.quota;
  if (!quota.ai_enabled || quota.provider_mode === 'none') return words.off;
  if (!quota.allowed) return words.spent;
  return quota.provider_mode === 'offline' ? words.offline : '';
}
