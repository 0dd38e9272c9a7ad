import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sessions, type SessionSummary } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { ProblemNote } from '../../ui/ProblemNote';
import { HandoffDialog } from '../pilot/HandoffDialog';
import { boardKeys } from './boardKeys';

/** One's own open sessions: parked with a note for whoever goes on, and taken up again. */
export function MySessions() {
  const { api, person } = useServices();
  const client = useQueryClient();
  const [parking, setParking] = useState<string | null>(null);
  const mine = useQuery({
    queryKey: cacheKeys.mySessions,
    queryFn: ({ signal }) => sessions.mine(api, signal),
  });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: cacheKeys.mySessions });
    void client.invalidateQueries({ queryKey: boardKeys.others });
  };
  const resume = useAction<string, unknown>({
    intent: (id) => `session.${id}.resume`,
    run: (api, id, key) => sessions.resume(api, id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const open = mine.data?.filter((session) => session.handler_id === person.id) ?? [];
  return (
    <Loading query={mine}>
      {open.length === 0 && <p className="muted">{t.board.mine.none}</p>}
      <ProblemNote error={resume.error} />
      <ul className="plain-list">
        {open.map((session) => (
          <MySession
            key={session.id}
            session={session}
            onPark={() => setParking(session.id)}
            onResume={() => resume.start(session.id)}
            isBusy={resume.isPending}
          />
        ))}
      </ul>
      {parking !== null && (
        <HandoffDialog
          sessionId={parking}
          intent="park"
          onClose={() => setParking(null)}
          onDone={() => {
            setParking(null);
            refresh();
          }}
        />
      )}
    </Loading>
  );
}

interface MySessionProps {
  session: SessionSummary;
  onPark: () => void;
  onResume: () => void;
  isBusy: boolean;
}

function MySession({ session, onPark, onResume, isBusy }: MySessionProps) {
  return (
    <li className="walk-row my-session" data-testid="my-session" data-status={session.status}>
      <Link to="/pilot/$id" params={{ id: session.id }} className="walk-row-link">
        <span className="clip">{session.title}</span>
        <span className="muted">
          {[t.domain.sessionStatus[session.status], session.client_name]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </Link>
      {session.status === 'active' && (
        <Button size="small" look="quiet" onPress={onPark} data-testid="my-session-park">
          {t.board.mine.park}
        </Button>
      )}
      {session.status === 'paused' && (
        <Button
          size="small"
          look="quiet"
          isDisabled={isBusy}
          onPress={onResume}
          data-testid="my-session-resume"
        >
          {t.board.mine.resume}
        </Button>
      )}
    </li>
  );
}
