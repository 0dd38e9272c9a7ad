import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { IntakePage } from '../features/intake/IntakePage';
import {
  demandSearch,
  figuresSearch,
  flowSearch,
  proposalSearch,
  versionSearch,
} from '../features/library/search';
import { readHistorySearch } from '../features/sessions/historySearch';
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

const documentation = createRoute({
  getParentRoute: () => root,
  path: '/pilot/$id/documentation',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(
    () => import('../features/pilot/documents/DocumentationPage'),
    'DocumentationPage',
  ),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  staticData: { gate: 'sessions' },
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(() => import('../features/sessions/SessionsPage'), 'SessionsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  staticData: { gate: 'anyone' },
  component: lazyRouteComponent(() => import('../features/account/AccountPage'), 'AccountStart'),
});

// Each page of the account says who it is for (features/account/tabs.ts).
const accountTab = createRoute({
  getParentRoute: () => root,
  path: '/account/$tab',
  staticData: { gate: 'anyone' },
  component: lazyRouteComponent(() => import('../features/account/AccountPage'), 'AccountPage'),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/l1/queue',
  staticData: { gate: 'calls' },
  component: lazyRouteComponent(() => import('../features/intake/QueuePage'), 'QueuePage'),
});

const handedOn = createRoute({
  getParentRoute: () => root,
  path: '/l1/escalations',
  staticData: { gate: 'calls' },
  component: lazyRouteComponent(() => import('../features/intake/HandedOnPage'), 'HandedOnPage'),
});

const flows = createRoute({
  getParentRoute: () => root,
  path: '/flows',
  staticData: { gate: 'anyone' },
  validateSearch: flowSearch,
  component: lazyRouteComponent(() => import('../features/library/LibraryPage'), 'LibraryPage'),
});

const flow = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id',
  staticData: { gate: 'anyone' },
  component: lazyRouteComponent(() => import('../features/library/FlowPage'), 'FlowPage'),
});

const flowEdit = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id/edit',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(() => import('../features/library/editor/EditPage'), 'EditPage'),
});

const flowVersions = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id/versions',
  staticData: { gate: 'anyone' },
  validateSearch: versionSearch,
  component: lazyRouteComponent(() => import('../features/library/versions/VersionsPage'), 'VersionsPage'),
});

const flowAnalytics = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id/analytics',
  staticData: { gate: 'sessions' },
  validateSearch: figuresSearch,
  component: lazyRouteComponent(() => import('../features/library/analytics/AnalyticsPage'), 'AnalyticsPage'),
});

const demand = createRoute({
  getParentRoute: () => root,
  path: '/l1/demand',
  staticData: { gate: 'sessions' },
  validateSearch: demandSearch,
  component: lazyRouteComponent(() => import('../features/library/demand/DemandPage'), 'DemandPage'),
});

const proposals = createRoute({
  getParentRoute: () => root,
  path: '/flow-proposals',
  staticData: { gate: 'sessions' },
  validateSearch: proposalSearch,
  component: lazyRouteComponent(() => import('../features/proposals/ProposalsPage'), 'ProposalsPage'),
});

const proposal = createRoute({
  getParentRoute: () => root,
  path: '/flow-proposals/$id',
  staticData: { gate: 'sessions' },
  component: lazyRouteComponent(() => import('../features/proposals/ProposalPage'), 'ProposalPage'),
});

/** The start page depends on the role: the call box, the board, or a word to those without either. */
function StartPage() {
  const { person } = useServices();
  if (person.takesCalls) return <IntakePage />;
  if (person.worksSessions) return <Navigate to="/escalations" replace />;
  return <NothingForRole />;
}

export const routeTree = root.addChildren([
  start,
  walk,
  board,
  sessions,
  pilot,
  documentation,
  account,
  accountTab,
  queue,
  handedOn,
  flows,
  flow,
  flowEdit,
  flowVersions,
  flowAnalytics,
  demand,
  proposals,
  proposal,
]);

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
