import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { l1, type ListScope, type WalkEscalation } from '../../api/l1';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/Fields';
import { Loading } from '../../ui/Loading';
import { deskKeys } from './deskKeys';
import { EscalationRow } from './EscalationRow';
import { ScopeSwitch } from './ScopeSwitch';

const REFRESH_MS = 20_000;
const STATES: readonly WalkEscalation['state'][] = [
  'requested',
  'queued',
  'claimed',
  'resolved',
  'cancelled',
  'closed',
];

/** All calls that were handed on, and what became of each (KD-71). */
export function HandedOnPage() {
  usePageTitle(t.intake.escalations.title);
  const { api } = useServices();
  const [scope, setScope] = useState<ListScope>('mine');
  const [state, setState] = useState<WalkEscalation['state'] | ''>('');
  const filter = { scope, ...(state === '' ? {} : { state }) };
  const query = useInfiniteQuery({
    queryKey: deskKeys.handedOn(filter),
    queryFn: ({ pageParam, signal }) => l1.escalated(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const walks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const words = t.intake.escalations;
  return (
    <div className="desk">
      <h1>{words.title}</h1>
      <div className="tool-row">
        <ScopeSwitch scope={scope} onChange={setScope} />
        <Choice
          label={words.state}
          labelHidden
          value={state}
          options={STATES.map((value) => ({ value, label: t.domain.escalationState[value] }))}
          placeholder={words.anyState}
          onChange={setState}
          testId="handed-on-state"
        />
      </div>
      <Loading query={query}>
        {walks.length === 0 && <p className="muted">{words.none}</p>}
        <ul className="plain-list desk-list" data-testid="handed-on">
          {walks.map((walk) => (
            <EscalationRow key={walk.id} walk={walk} />
          ))}
        </ul>
      </Loading>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t.intake.queue.more}
        </Button>
      )}
    </div>
  );
}
