import { Link, Navigate, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { TABS, tabsOf } from './tabs';

/** `/account` leads to the first page that this person may open. */
export function AccountStart() {
  const { person } = useServices();
  const first = tabsOf(person)[0];
  if (first === undefined) return <p>{t.account.notForRole}</p>;
  return <Navigate to="/account/$tab" params={{ tab: first.name }} replace />;
}

/** Settings and figures of the account, one page each, with an address of its own. */
export function AccountPage() {
  const { tab } = useParams({ from: '/account/$tab' });
  const { person } = useServices();
  const known = TABS.find((candidate) => candidate.name === tab);
  const opens = known?.opensFor(person) === true;
  usePageTitle(known === undefined ? t.account.title : t.account.tabs[known.name]);
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
        {known === undefined ? (
          <p>{t.shell.notFound}</p>
        ) : opens ? (
          <>
            <h1>{t.account.tabs[known.name]}</h1>
            <Suspense
              fallback={
                <p className="muted" role="status">
                  {t.common.loading}
                </p>
              }
            >
              <known.page />
            </Suspense>
          </>
        ) : (
          <p>{t.account.notForRole}</p>
        )}
      </div>
    </div>
  );
}
