import { useQuery } from '@tanstack/react-query';
import { l1 } from '../../api/l1';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { EscalationRow } from './EscalationRow';

const REFRESH_MS = 20_000;
/** The rest is on the page of its own. */
const NEWEST = 6;

/** What became of the calls that were handed on (KD-71). */
export function MyEscalations() {
  const { api } = useServices();
  const escalated = useQuery({
    queryKey: cacheKeys.myEscalations,
    queryFn: ({ signal }) => l1.myEscalations(api, signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loading query={escalated}>
      {escalated.data?.length === 0 && <p className="muted">{t.intake.escalations.none}</p>}
      <ul className="plain-list">
        {escalated.data?.slice(0, NEWEST).map((walk) => (
          <EscalationRow key={walk.id} walk={walk} />
        ))}
      </ul>
    </Loading>
  );
}
