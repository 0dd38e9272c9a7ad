import { useQuery, useQueryClient } from '@tanstack/react-query';
import { isProblem } from '../../api/problem';
import { sessions, type SessionDetail } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';

const TURN_RUNNING_MS = 2_000;
const WATCHING_MS = 15_000;
/** A session made by a claim may follow the claim's answer by a moment. */
const MISSING_RETRIES = 3;
const MISSING_RETRY_MS = 700;

export function useSession(id: string) {
  const { api } = useServices();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: cacheKeys.session(id),
    queryFn: ({ signal }) => sessions.detail(api, id, signal),
    retry: (count, error) =>
      count < MISSING_RETRIES && isProblem(error) && (error.status === 404 || error.status >= 500),
    retryDelay: MISSING_RETRY_MS,
    refetchInterval: ({ state }) =>
      state.data?.pending_turn != null ? TURN_RUNNING_MS : isClosed(state.data) ? false : WATCHING_MS,
  });
  /** Everything about the session is read again; keys below it (facts, hand-offs, write-backs) go along. */
  const refresh = () => client.invalidateQueries({ queryKey: cacheKeys.session(id) });
  const refreshQuota = () => client.invalidateQueries({ queryKey: cacheKeys.quota });
  return { query, refresh, refreshQuota };
}

export function isClosed(session: SessionDetail | undefined): boolean {
  return session?.status === 'resolved' || session?.status === 'abandoned';
}

/** What the panels of the page share. */
export interface PanelProps {
  session: SessionDetail;
  /** The caller may change it now: handler, and not closed. */
  canWork: boolean;
  refresh: () => Promise<void>;
}
