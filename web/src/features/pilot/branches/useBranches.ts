import { useQuery } from '@tanstack/react-query';
import { branches } from '../../../api/branches';
import type { SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';

export function useBranches(session: SessionDetail) {
  const { api } = useServices();
  return useQuery({
    queryKey: cacheKeys.branches(session.id),
    queryFn: ({ signal }) => branches.list(api, session.id, signal),
    enabled: session.is_branching,
  });
}
