import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { flows, type Flow } from '../../../api/flows';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { day } from '../figures';
import { libraryKeys } from '../keys';

const SHOWN = 5;

/** The newest versions, each a way to see what it changed; an unpublished draft stands on top. */
export function VersionsPanel({ flow, canEdit }: { flow: Flow; canEdit: boolean }) {
  const { api } = useServices();
  const words = t.library.versions;
  const query = useQuery({
    queryKey: libraryKeys.versions(flow.id),
    queryFn: ({ signal }) => flows.versions(api, flow.id, signal),
  });
  const versions = query.data ?? [];
  return (
    <Panel title={words.title} testId="versions">
      {canEdit && flow.draft_version !== null && <p className="muted">{words.draftWaits}</p>}
      <Loading query={query}>
        <ul className="plain-list">
          {versions.slice(0, SHOWN).map((version) => (
            <li key={version.version_no} className="walk-row">
              <span className="flow-line">
                <Link to="/flows/$id/versions" params={{ id: flow.id }} search={{ n: version.version_no }}>
                  {words.number(version.version_no)}
                </Link>
                <span className="muted">
                  {[day(version.published_at), version.published_by_name].filter(Boolean).join(' · ')}
                </span>
              </span>
              {version.change_note !== null && <span>{version.change_note}</span>}
            </li>
          ))}
        </ul>
      </Loading>
      {versions.length > SHOWN && (
        <Link to="/flows/$id/versions" params={{ id: flow.id }}>
          {words.all(versions.length)}
        </Link>
      )}
    </Panel>
  );
}
