import { Link, Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { NoticeBell } from './NoticeBell';
import { QuotaGauge } from './QuotaGauge';
import { useServices } from './services';

export function Shell() {
  const { person, auth } = useServices();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.shell.skip}
      </a>
      <header className="header">
        <span className="brand">{t.shell.product}</span>
        <nav className="nav" aria-label={t.shell.navigation}>
          {person.takesCalls && (
            <Link to="/" activeOptions={{ exact: true }} className="nav-link">
              {t.shell.takeCall}
            </Link>
          )}
          {person.worksSessions && (
            <>
              <Link to="/escalations" className="nav-link">
                {t.shell.escalations}
              </Link>
              <Link to="/sessions" className="nav-link">
                {t.shell.sessions}
              </Link>
            </>
          )}
          {person.runsAccount && (
            <Link to="/account" className="nav-link">
              {t.shell.account}
            </Link>
          )}
        </nav>
        <div className="header-end">
          <QuotaGauge />
          <NoticeBell />
          <span className="user-name" data-testid="user-name">
            {person.name}
          </span>
          <Button look="quiet" size="small" onPress={() => void auth.signOut()} data-testid="sign-out">
            {t.shell.signOut}
          </Button>
        </div>
      </header>
      <EndedBar />
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** Shown instead of a jump to the sign-in, so that nobody loses the page they are in the middle of. */
function EndedBar() {
  const { auth } = useServices();
  const [ended, setEnded] = useState(false);
  useEffect(() => auth.onEnded(() => setEnded(true)), [auth]);
  if (!ended) return null;
  return (
    <div className="ended-bar" role="alert">
      {t.shell.sessionEnded}
      <Button
        look="primary"
        size="small"
        onPress={() => void auth.signIn(window.location.pathname + window.location.search)}
      >
        {t.shell.signInAgain}
      </Button>
    </div>
  );
}
