import { useSyncExternalStore } from 'react';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { timeOfDay } from '../ui/format';
import { useConnection } from './connection';

/** Says plainly that nothing gets through, since when, and what becomes of what is being done. */
export function OfflineBar() {
  const connection = useConnection();
  const since = useSyncExternalStore(connection.subscribe, connection.lostSince);
  return (
    <div role="status">
      {since !== null && (
        <div className="state-bar" data-testid="offline-bar">
          <span>
            <b>{t.shell.offline.since(timeOfDay(new Date(since).toISOString()))}</b> {t.shell.offline.kept}
          </span>
          <Button size="small" onPress={() => void connection.probe()}>
            {t.shell.offline.now}
          </Button>
        </div>
      )}
    </div>
  );
}
