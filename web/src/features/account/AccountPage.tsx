import { useQuery } from '@tanstack/react-query';
import { ai } from '../../api/ai';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { PostLog } from './PostLog';
import { QuotaTable } from './QuotaTable';
import { UsagePanel } from './UsagePanel';

/** For owners and administrators: what AI was used, what is left, and what was written to tickets. */
export function AccountPage() {
  const { api, person } = useServices();
  usePageTitle(t.account.title);
  const quota = useQuery({
    queryKey: cacheKeys.quota,
    queryFn: ({ signal }) => ai.quota(api, signal),
  });
  return (
    <div className="account">
      <h1>{t.account.title}</h1>
      <div className="account-grid">
        <Panel title={t.account.quota.title} testId="account-quota">
          <Loading query={quota}>{quota.data !== undefined && <QuotaTable quota={quota.data} />}</Loading>
        </Panel>
        {person.runsAccount && (
          <Panel title={t.account.usage.title} testId="account-usage">
            <UsagePanel />
          </Panel>
        )}
      </div>
      {person.runsAccount && (
        <Panel title={t.account.log.title} testId="account-log">
          <PostLog />
        </Panel>
      )}
    </div>
  );
}
