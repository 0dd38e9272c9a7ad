import type { ReactNode } from 'react';
import { t } from '../messages';
import { Button } from './Button';
import { ProblemNote } from './ProblemNote';

interface LoadingProps {
  query: { isPending: boolean; error: Error | null; refetch: () => unknown; data?: unknown };
  children: ReactNode;
}

/** Waiting and failing of a first load; once there is something to show, a failed refresh is not allowed to hide it. */
export function Loading({ query, children }: LoadingProps) {
  if (query.data !== undefined) return children;
  if (query.error !== null) {
    return (
      <ProblemNote
        error={query.error}
        actions={
          <Button size="small" onPress={() => void query.refetch()}>
            {t.common.tryAgain}
          </Button>
        }
      />
    );
  }
  return (
    <p className="muted" role="status" data-testid="loading">
      {t.common.loading}
    </p>
  );
}
