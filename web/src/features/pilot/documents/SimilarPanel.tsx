import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { documents, type SimilarSession } from '../../../api/documents';
import type { SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { dateOnly, percent } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';

const words = t.pilot.similar;

/** What was like this before, asked for when it is opened. Colleagues' sessions come without names. */
export function SimilarPanel({ session }: { session: SessionDetail }) {
  const { api } = useServices();
  const [open, setOpen] = useState(false);
  const similar = useQuery({
    queryKey: cacheKeys.similar(session.id),
    queryFn: ({ signal }) => documents.similar(api, session.id, signal),
    enabled: open,
  });
  return (
    <details
      className="panel"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      data-testid="session-similar"
    >
      <summary className="panel-title">{words.title}</summary>
      {open && (
        <Loading query={similar}>
          {similar.data?.length === 0 && <p className="muted">{words.none}</p>}
          <ul className="plain-list similar">
            {similar.data?.map((item, index) => (
              <SimilarRow key={item.session_id ?? index} item={item} />
            ))}
          </ul>
        </Loading>
      )}
    </details>
  );
}

function SimilarRow({ item }: { item: SimilarSession }) {
  const title = item.title ?? item.problem_summary ?? words.untitled;
  const facts = [
    words.alike(percent(item.similarity)),
    item.matched_flow_name,
    item.resolved_on === null ? null : words.resolvedOn(dateOnly(item.resolved_on)),
    item.redacted ? words.redacted : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="similar-row" data-testid="similar-row">
      {item.session_id === null ? (
        <b>{title}</b>
      ) : (
        <Link to="/pilot/$id" params={{ id: item.session_id }}>
          {title}
        </Link>
      )}
      <span className="muted">{facts.join(' · ')}</span>
      {item.resolution_summary !== null && <span>{item.resolution_summary}</span>}
    </li>
  );
}
