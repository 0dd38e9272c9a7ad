import { useParams } from '@tanstack/react-router';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { ActiveWalk } from './ActiveWalk';
import { ClosedWalk } from './ClosedWalk';
import { Transcript } from './Transcript';
import { useWalk } from './useWalk';
import { WalkHead } from './WalkHead';

export function WalkPage() {
  const { id } = useParams({ from: '/l1/walk/$id' });
  return <WalkView key={id} id={id} />;
}

export function WalkView({ id }: { id: string }) {
  const handle = useWalk(id);
  const walk = handle.query.data;
  usePageTitle(walk?.problem_text.slice(0, 60) ?? t.walk.pageTitle);
  return (
    <Loading query={handle.query}>
      {walk !== undefined && (
        <div className="walk">
          <WalkHead walk={walk} />
          <div className="walk-main">
            {walk.status === 'active' ? (
              <ActiveWalk walk={walk} handle={handle} />
            ) : (
              <ClosedWalk walk={walk} />
            )}
          </div>
          <aside className="walk-side">
            <Transcript walk={walk} />
          </aside>
        </div>
      )}
    </Loading>
  );
}
