import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Navigate,
} from '@tanstack/react-router';
import { t } from '../messages';
import { IntakePage } from '../features/intake/IntakePage';
import { Button } from '../ui/Button';
import { useServices } from './services';
import { Shell } from './Shell';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ reset }) => (
    <div className="notice-page" role="alert">
      <p>{t.shell.pageFailed}</p>
      <Button onPress={reset}>{t.common.tryAgain}</Button>
    </div>
  ),
});

const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage });

const walk = createRoute({
  getParentRoute: () => root,
  path: '/l1/walk/$id',
  component: lazyRouteComponent(() => import('../features/walk/WalkPage'), 'WalkPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/escalations',
  component: lazyRouteComponent(() => import('../features/board/BoardPage'), 'BoardPage'),
});

const pilot = createRoute({
  getParentRoute: () => root,
  path: '/pilot/$id',
  component: lazyRouteComponent(() => import('../features/pilot/PilotPage'), 'PilotPage'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../features/sessions/SessionsPage'), 'SessionsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/AccountPage'), 'AccountPage'),
});

/** The start page depends on the role: the call box, the board, or a word to those without either. */
function StartPage() {
  const { person } = useServices();
  if (person.takesCalls) return <IntakePage />;
  if (person.worksSessions) return <Navigate to="/escalations" replace />;
  return (
    <div className="notice-page">
      <p>{t.shell.nothingForRole}</p>
      <p className="muted">{t.shell.nothingForRoleNext}</p>
    </div>
  );
}

function NotFound() {
  return (
    <div className="notice-page">
      <p>{t.shell.notFound}</p>
      <Link to="/">{t.shell.toStart}</Link>
    </div>
  );
}

export const routeTree = root.addChildren([start, walk, board, sessions, pilot, account]);

export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: false, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
