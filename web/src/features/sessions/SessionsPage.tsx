import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Panel } from '../../ui/Panel';
import { History } from './History';
import { StartForm } from './StartForm';

/** An engineer's own door into a session, and every session they own, work or worked. */
export function SessionsPage() {
  usePageTitle(t.sessions.title);
  return (
    <div className="sessions">
      <h1>{t.sessions.title}</h1>
      <Panel title={t.sessions.start.title}>
        <StartForm />
      </Panel>
      <Panel title={t.sessions.history.title}>
        <History />
      </Panel>
    </div>
  );
}
