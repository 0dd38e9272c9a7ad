import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { BranchPanel } from './branches/BranchPanel';
import { ForkDialog } from './branches/ForkDialog';
import { useBranches } from './branches/useBranches';
import { ChatPanel } from './chat/ChatPanel';
import { OutputsPanel } from './documents/OutputsPanel';
import { RatingPanel } from './documents/RatingPanel';
import { SimilarPanel } from './documents/SimilarPanel';
import { StatusUpdate } from './documents/StatusUpdate';
import { FactsPanel } from './FactsPanel';
import { FilesPanel } from './files/FilesPanel';
import { FixPanel } from './fix/FixPanel';
import { GuidedPanel } from './guided/GuidedPanel';
import { HandoffPanel } from './HandoffPanel';
import { SessionHead } from './head/SessionHead';
import { LanePanel } from './LanePanel';
import { PathPanel } from './PathPanel';
import { TicketPanel } from './TicketPanel';
import { TriagePanel } from './triage/TriagePanel';
import { isClosed, useSession } from './useSession';
import { ClosingPanel } from './writeback/ClosingPanel';

export function PilotPage() {
  const { id } = useParams({ from: '/pilot/$id' });
  return <PilotView key={id} id={id} />;
}

export function PilotView({ id }: { id: string }) {
  const { query, refresh, refreshQuota } = useSession(id);
  const session = query.data;
  usePageTitle(session?.title ?? t.pilot.pageTitle);
  if (session === undefined) return <Loading query={query}>{null}</Loading>;
  return <Session session={session} refresh={refresh} refreshQuota={refreshQuota} />;
}

type SessionProps = Pick<ReturnType<typeof useSession>, 'refresh' | 'refreshQuota'> & {
  session: NonNullable<ReturnType<typeof useSession>['query']['data']>;
};

function Session({ session, refresh, refreshQuota }: SessionProps) {
  const { person } = useServices();
  const branches = useBranches(session).data ?? [];
  /** What a fork is about; null while nobody forks. */
  const [forking, setForking] = useState<string | null>(null);
  const [updating, setUpdating] = useState(false);
  /** Rises when a text was put into the note from outside, so that its panel reads its draft again. */
  const [noteEdition, setNoteEdition] = useState(0);

  const panel = { session, canWork: session.can_write && !isClosed(session), refresh };
  const mayRate = session.handler_id === person.id || session.owner_id === person.id;
  return (
    <div className="pilot">
      <SessionHead {...panel} onStatusUpdate={() => setUpdating(true)} onFork={() => setForking('')} />
      <TriagePanel {...panel} />
      <div className="pilot-main">
        <HandoffPanel {...panel} />
        <PathPanel session={session} onFork={panel.canWork ? setForking : null} />
        {session.session_type === 'guided' && <GuidedPanel {...panel} refreshQuota={refreshQuota} />}
        {session.session_type === 'chat' && !isSilent(session) && (
          <ChatPanel {...panel} refreshQuota={refreshQuota} branches={branches} onFork={setForking} />
        )}
        <ClosingPanel key={noteEdition} {...panel} refreshQuota={refreshQuota} />
        {session.status === 'resolved' && <OutputsPanel session={session} canEdit={mayRate} />}
        {mayRate && session.status !== 'active' && session.status !== 'paused' && (
          <RatingPanel session={session} refresh={refresh} />
        )}
      </div>
      <div className="pilot-side">
        <FixPanel {...panel} />
        <BranchPanel {...panel} branches={branches} onFork={() => setForking('')} />
        <FactsPanel {...panel} />
        <TicketPanel {...panel} />
        <LanePanel {...panel} />
        <FilesPanel {...panel} />
        <SimilarPanel session={session} />
      </div>
      {forking !== null && (
        <ForkDialog
          sessionId={session.id}
          about={forking}
          onClose={() => setForking(null)}
          onDone={refresh}
        />
      )}
      {updating && (
        <StatusUpdate
          session={session}
          canWork={panel.canWork}
          refreshQuota={refreshQuota}
          onClose={() => setUpdating(false)}
          onTaken={() => setNoteEdition((n) => n + 1)}
        />
      )}
    </div>
  );
}

/** A closed session in which nothing was said has no conversation to show. */
function isSilent(session: SessionProps['session']): boolean {
  return isClosed(session) && (session.conversation_messages ?? []).length === 0;
}
