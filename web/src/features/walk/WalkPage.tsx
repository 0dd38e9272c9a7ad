import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { deskKeys } from '../intake/deskKeys';
import { ActiveWalk } from './ActiveWalk';
import { ClosedWalk } from './ClosedWalk';
import { ReadAlong } from './ReadAlong';
import { Transcript } from './Transcript';
import { useWalk } from './useWalk';
import { WalkHead } from './WalkHead';

export function WalkPage() {
  const { id } = useParams({ from: '/l1/walk/$id' });
  return <WalkView key={id} id={id} />;
}

export function WalkView({ id }: { id: string }) {
  const { person } = useServices();
  const handle = useWalk(id);
  const walk = handle.query.data;
  usePageTitle(walk?.problem_text.slice(0, 60) ?? t.walk.pageTitle);
  return (
    <Loading query={handle.query}>
      {walk !== undefined && (
        <div className="walk">
          <WalkHead walk={walk} handle={handle} />
          <div className="walk-main">
            <Warnings walkId={id} />
            {walk.status !== 'active' ? (
              <ClosedWalk walk={walk} handle={handle} />
            ) : person.takesCalls ? (
              <ActiveWalk walk={walk} handle={handle} />
            ) : (
              <ReadAlong walk={walk} />
            )}
          </div>
          <aside className="walk-side">
            <Transcript walk={walk} handle={handle} />
          </aside>
        </div>
      )}
    </Loading>
  );
}

/** What the intake had to say although the walk started, for example about a ticket it could not look up. */
function Warnings({ walkId }: { walkId: string }) {
  const { data } = useQuery<string[]>({
    queryKey: deskKeys.warnings(walkId),
    queryFn: () => [],
    enabled: false,
    initialData: [],
  });
  return data.map((warning) => (
    <p key={warning} className="warn-line" role="status" data-testid="walk-warning">
      {warning}
    </p>
  ));
}
