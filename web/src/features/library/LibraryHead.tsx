import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services';
import { t } from '../../messages';

/** Title of a page of the library with its sisters; proposals and demand are for those who write flows. */
export function LibraryHead({ title, children }: { title: string; children?: ReactNode }) {
  const { person } = useServices();
  return (
    <header className="library-head">
      <div className="library-head-text">
        <h1>{title}</h1>
        {person.worksSessions && (
          <nav className="tabs" aria-label={t.library.sections}>
            <Link to="/flows" activeOptions={{ exact: true, includeSearch: false }} className="tab">
              {t.library.tabs.flows}
            </Link>
            <Link to="/flow-proposals" activeOptions={{ exact: true, includeSearch: false }} className="tab">
              {t.library.tabs.proposals}
            </Link>
            <Link to="/l1/demand" activeOptions={{ includeSearch: false }} className="tab">
              {t.library.tabs.demand}
            </Link>
          </nav>
        )}
      </div>
      {children !== undefined && <div className="button-row">{children}</div>}
    </header>
  );
}
