import { Link, Navigate, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { NoAccess, NotFound } from '../../app/MessagePages';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { TABS, tabsOf, type Tab } from './tabs';

/** `/account` leads to the first page that this person may open. */
export function AccountStart() {
  const { person } = useServices();
  const first = tabsOf(person)[0];
  if (first === undefined) return <NoAccess />;
  return <Navigate to="/account/$tab" params={{ tab: first.name }} replace />;
}

/** Settings and figures of the account, one page each, with an address of its own. */
export function AccountPage() {
  const { tab } = useParams({ from: '/account/$tab' });
  const { person } = useServices();
  const known = TABS.find((candidate) => candidate.name === tab);
  return (
    <div className="account">
      <nav className="subnav" aria-label={t.account.tabs.label}>
        {tabsOf(person).map(({ name }) => (
          <Link key={name} to="/account/$tab" params={{ tab: name }} className="subnav-link">
            {t.account.tabs[name]}
          </Link>
        ))}
      </nav>
      <div className="account-main">
        {known === undefined ? <NotFound /> : known.opensFor(person) ? <TabPage tab={known} /> : <NoAccess />}
      </div>
    </div>
  );
}

function TabPage({ tab }: { tab: Tab }) {
  const title = t.account.tabs[tab.name];
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <Suspense
        fallback={
          <p className="muted" role="status" data-testid="loading">
            {t.common.loading}
          </p>
        }
      >
        <tab.page />
      </Suspense>
    </>
  );
}
