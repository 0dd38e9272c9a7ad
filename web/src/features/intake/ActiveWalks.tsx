import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { l1, type ListScope, type Walk } from '../../api/l1';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { timeOfDay } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { ProblemNote } from '../../ui/ProblemNote';
import { ScopeSwitch } from './ScopeSwitch';

const REFRESH_MS = 20_000;

/** Walks under way: one's own, or everybody's, so that a colleague's can be found and taken over. */
export function ActiveWalks() {
  const { api, person } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [scope, setScope] = useState<ListScope>('mine');
  const walks = useQuery({
    queryKey: cacheKeys.activeWalks(scope),
    queryFn: ({ signal }) => l1.active(api, scope, signal),
    refetchInterval: REFRESH_MS,
  });
  const takeOver = useAction<Walk, Walk>({
    intent: (walk) => `walk.${walk.id}.take-over`,
    run: (api, walk) => l1.takeOver(api, walk.id, { from_user_id: walk.handled_by_id ?? '' }),
    onSuccess: (walk) => void navigate({ to: '/l1/walk/$id', params: { id: walk.id } }),
    onError: () => client.invalidateQueries({ queryKey: cacheKeys.activeWalks(scope) }),
  });

  return (
    <>
      <ScopeSwitch scope={scope} onChange={setScope} />
      <ProblemNote error={takeOver.error} />
      <Loading query={walks}>
        {walks.data?.length === 0 && <p className="muted">{t.intake.active.none}</p>}
        <ul className="plain-list">
          {walks.data?.map((walk) => (
            <li key={walk.id} className="walk-row">
              <Link to="/l1/walk/$id" params={{ id: walk.id }} className="walk-row-link">
                <span className="clip">{walk.problem_text}</span>
                <span className="muted">
                  {[
                    walk.flow_title ?? t.domain.walkKind[walk.session_kind],
                    walk.customer_name,
                    timeOfDay(walk.last_step_at ?? walk.started_at),
                  ]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </Link>
              {walk.handled_by_id !== null && walk.handled_by_id !== person.id && (
                <span className="walk-row-other">
                  <span className="muted">{t.intake.active.with(walk.handled_by_name ?? '')}</span>
                  <Button size="small" isDisabled={takeOver.isPending} onPress={() => takeOver.start(walk)}>
                    {t.intake.active.takeOver}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </Loading>
    </>
  );
}
