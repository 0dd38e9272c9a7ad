import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { IntakePage } from '../features/intake/IntakePage';
import type { Gate } from './access';
import { NotFound, NothingForRole, PageFailed } from './MessagePages';
import { useServices } from './services';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, staticData: { gate: 'anyone' } });

// Each route says who it is for; everybody else is told so instead of seeing it.

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { gate: 'anyone' },
  component: StartPage,
});

const walk = createRoute({
  getParentRoute: () => root,
  path: '/l1/walk/$id',
  staticData: { gate: 'walks' },
  component: lazyRouteComponent(() => import('../features/walk/WalkPage'), 'WalkPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/escalations',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(() => import('../features/board/BoardPage'), 'BoardPage'),
});

const pilot = createRoute({
  getParentRoute: () => root,
  path: '/pilot/$id',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(() => import('../features/pilot/PilotPage'), 'PilotPage'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(() => import('../features/sessions/SessionsPage'), 'SessionsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  staticData: { gate: 'anyone' },
  component: lazyRouteComponent(() => import('../features/account/AccountPage'), 'AccountPage'),
});

/** The start page depends on the role: the call box, the board, or a word to those without either. */
function StartPage() {
  const { person } = useServices();
  if (person.takesCalls) return <IntakePage />;
  if (person.worksSessions) return <Navigate to="/escalations" replace />;
  return <NothingForRole />;
}

export const routeTree = root.addChildren([start, walk, board, sessions, pilot, account]);

/** A page that is missing or broken is told inside the shell. */
export const routerOptions = {
  defaultPreload: false,
  scrollRestoration: false,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailed,
} as const;

export function createAppRouter() {
  return createRouter({ routeTree, ...routerOptions });
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    gate: Gate;
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
