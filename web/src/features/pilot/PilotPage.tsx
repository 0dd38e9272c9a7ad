import { useParams } from '@tanstack/react-router';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { ChatPanel } from './ChatPanel';
import { FactsPanel } from './FactsPanel';
import { FixPanel } from './FixPanel';
import { GuidedPanel } from './GuidedPanel';
import { HandoffPanel } from './HandoffPanel';
import { LanePanel } from './LanePanel';
import { NotePanel } from './NotePanel';
import { PathPanel } from './PathPanel';
import { SessionHead } from './SessionHead';
import { TicketPanel } from './TicketPanel';
import { isClosed, useSession } from './useSession';

export function PilotPage() {
  const { id } = useParams({ from: '/pilot/$id' });
  return <PilotView key={id} id={id} />;
}

export function PilotView({ id }: { id: string }) {
  const { query, refresh, refreshQuota } = useSession(id);
  const session = query.data;
  usePageTitle(session?.title ?? t.pilot.pageTitle);
  if (session === undefined) return <Loading query={query}>{null}</Loading>;

  const panel = { session, canWork: session.can_write && !isClosed(session), refresh };
  return (
    <div className="pilot">
      <SessionHead {...panel} />
      <div className="pilot-main">
        <HandoffPanel {...panel} />
        <PathPanel session={session} />
        {session.session_type === 'guided' && <GuidedPanel {...panel} refreshQuota={refreshQuota} />}
        {session.session_type === 'chat' && <ChatPanel {...panel} refreshQuota={refreshQuota} />}
        <NotePanel {...panel} refreshQuota={refreshQuota} />
      </div>
      <div className="pilot-side">
        <FixPanel {...panel} />
        <FactsPanel {...panel} />
        <TicketPanel {...panel} />
        <LanePanel {...panel} />
      </div>
    </div>
  );
}
