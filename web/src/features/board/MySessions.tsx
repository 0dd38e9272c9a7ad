import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessions } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';

export function MySessions() {
  const { api, person } = useServices();
  const mine = useQuery({
    queryKey: cacheKeys.mySessions,
    queryFn: ({ signal }) => sessions.mine(api, signal),
  });
  const open = mine.data?.filter((session) => session.handler_id === person.id) ?? [];
  return (
    <Loading query={mine}>
      {open.length === 0 && <p className="muted">{t.board.mine.none}</p>}
      <ul className="plain-list">
        {open.map((session) => (
          <li key={session.id} className="walk-row">
            <Link to="/pilot/$id" params={{ id: session.id }} className="walk-row-link">
              <span className="clip">{session.title}</span>
              <span className="muted">
                {[t.domain.sessionStatus[session.status], session.client_name]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Loading>
  );
}
