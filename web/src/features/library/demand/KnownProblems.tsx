import { useQuery } from '@tanstack/react-query';
import { flows, type FlowStructure } from '../../../api/flows';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Panel } from '../../../ui/Panel';
import { libraryKeys } from '../keys';

/** Problems everybody meets for which no shipped flow exists: the next flows to write. */
export function KnownProblems({
  category,
  onWrite,
}: {
  category: string | null;
  onWrite: (from: Partial<FlowStructure>) => void;
}) {
  const { api } = useServices();
  const query = useQuery({
    queryKey: libraryKeys.problems,
    queryFn: ({ signal }) => flows.problems(api, signal),
    staleTime: 60_000,
  });
  const open = (query.data ?? []).filter(
    (problem) => problem.flow_id === null && (category === null || problem.category === category),
  );
  if (open.length === 0) return null;
  return (
    <Panel title={t.library.demand.known(open.length)} testId="known-problems">
      <ul className="plain-list">
        {open.map(({ slug, title, category: filed, description, keywords }) => (
          <li key={slug} className="known-problem">
            <span className="known-problem-text">
              {title}
              <span className="muted clip-2">{description}</span>
            </span>
            <Button
              size="small"
              look="quiet"
              aria-label={t.library.demand.writeFor(title)}
              onPress={() => onWrite({ title, category: filed, description, keywords })}
            >
              {t.library.demand.write}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
