import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { passes } from './access';
import { NoAccess } from './MessagePages';
import { NoticeBell } from './NoticeBell';
import { OfflineBar } from './OfflineBar';
import { pagesFor } from './pages';
import { QuotaGauge } from './QuotaGauge';
import { RouteFocus } from './RouteFocus';
import { useServices } from './services';
import { useGlobalKeys } from './useGlobalKeys';
import { UserMenu } from './UserMenu';

const Palette = lazy(() => import('./palette/Palette').then((module) => ({ default: module.Palette })));
const KeysDialog = lazy(() =>
  import('./palette/KeysDialog').then((module) => ({ default: module.KeysDialog })),
);

const CONTENT = 'content';

export function Shell() {
  const { person } = useServices();
  const [dialog, setDialog] = useState<'palette' | 'keys' | null>(null);
  const openPalette = () => setDialog('palette');
  const openKeys = () => setDialog('keys');
  const close = () => setDialog(null);
  useGlobalKeys({ palette: openPalette, help: openKeys });
  return (
    <div className="shell">
      <a className="skip" href={`#${CONTENT}`}>
        {t.shell.skip}
      </a>
      <header className="header">
        <span className="brand">{t.shell.product}</span>
        <nav className="nav" aria-label={t.shell.navigation}>
          {pagesFor(person).map((page) => (
            <Link key={page.to} to={page.to} activeOptions={{ exact: page.to === '/' }} className="nav-link">
              {page.label()}
            </Link>
          ))}
        </nav>
        <div className="header-end">
          <Button look="quiet" size="small" onPress={openPalette} data-testid="palette-open">
            <svg className="icon icon-small" viewBox="0 0 24 24" aria-hidden="true">
              <path d="M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.5 15.5L21 21" />
            </svg>
            {t.shell.palette.open} <kbd className="key-hint">{`${t.shell.keys.control} K`}</kbd>
          </Button>
          <QuotaGauge />
          <NoticeBell />
          <UserMenu onKeys={openKeys} />
        </div>
      </header>
      <EndedBar />
      <OfflineBar />
      <RouteFocus contentId={CONTENT} />
      <main id={CONTENT} className="content" tabIndex={-1}>
        <PageOfRole />
      </main>
      <Suspense>
        {dialog === 'palette' && <Palette onClose={close} onKeys={openKeys} />}
        {dialog === 'keys' && <KeysDialog onClose={close} />}
      </Suspense>
    </div>
  );
}

function PageOfRole() {
  const { person } = useServices();
  const gate = useMatches({ select: (matches) => matches.at(-1)?.staticData.gate });
  return gate === undefined || passes(gate, person) ? <Outlet /> : <NoAccess />;
}

/** Shown instead of a jump to the sign-in, so that nobody loses the page they are in the middle of. */
function EndedBar() {
  const { auth } = useServices();
  const [ended, setEnded] = useState(false);
  useEffect(() => auth.onEnded(() => setEnded(true)), [auth]);
  if (!ended) return null;
  return (
    <div className="state-bar" role="alert" data-testid="ended-bar">
      {t.shell.sessionEnded}
      <Button
        look="primary"
        size="small"
        onPress={() => void auth.signIn(window.location.pathname + window.location.search)}
        data-testid="sign-in-again"
      >
        {t.shell.signInAgain}
      </Button>
    </div>
  );
}
