import { useEffect, useRef } from 'react';
import { isProblem } from '../../api/problem';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import type { WalkHandle } from './useWalk';

const OFFLINE_HELPS = [
  'quota_exceeded',
  'ai_disabled',
  'ai_unavailable',
  'ai_provider_error',
  'ai_provider_timeout',
];

/** An AI-built walk with no question yet: asks for it once by itself, then only when told to. */
export function BuildPanel({ nextNode, first }: { nextNode: WalkHandle['nextNode']; first: boolean }) {
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    nextNode.start({});
  }, [nextNode]);

  if (nextNode.isPending) {
    return (
      <p className="node-waiting" role="status">
        {t.walk.building}
      </p>
    );
  }
  return (
    <div className="node">
      <ProblemNote error={nextNode.error} />
      <div className="button-row">
        <Button look="primary" onPress={() => nextNode.start({})} data-testid="walk-build">
          {first ? t.walk.buildFirst : t.walk.buildNext}
        </Button>
        {isProblem(nextNode.error, ...OFFLINE_HELPS) && (
          <Button onPress={() => nextNode.start({ allow_offline: true })}>{t.walk.withoutModel}</Button>
        )}
      </div>
    </div>
  );
}
