import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { flows, type Flow } from '../../api/flows';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { dateTime } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { percent } from './figures';
import { FlowActions } from './FlowActions';
import { FlowBadges } from './FlowBadges';
import { libraryKeys } from './keys';
import { nodesById, structureOf } from './model/structure';
import { StepCard } from './StepCard';
import { TreeView } from './tree/TreeView';
import { useCategories } from './useCategories';
import { VersionsPanel } from './versions/VersionsPanel';

/** Indexing takes a few seconds. */
const INDEX_MS = 2_000;

export function FlowPage() {
  const { id } = useParams({ from: '/flows/$id' });
  const { api } = useServices();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: libraryKeys.flow(id),
    queryFn: ({ signal }) => flows.flow(api, id, signal),
    // Just published: tell when calls find it by meaning.
    refetchInterval: ({ state }) =>
      state.data?.status === 'published' && state.data.index_state === 'pending' ? INDEX_MS : false,
  });
  usePageTitle(query.data?.title ?? t.library.title);
  return (
    <Loading query={query}>
      {query.data !== undefined && (
        <FlowView
          key={id}
          flow={query.data}
          show={(flow) => client.setQueryData(libraryKeys.flow(id), flow)}
        />
      )}
    </Loading>
  );
}

function FlowView({ flow, show }: { flow: Flow; show: (flow: Flow) => void }) {
  const { person } = useServices();
  const [selected, setSelected] = useState<string | null>(null);
  const structure = useMemo(() => structureOf(flow), [flow]);
  const node = nodesById(structure).get(selected ?? structure.start);
  const categories = useCategories();
  return (
    <div className="library-page">
      <header className="library-head">
        <div className="library-head-text">
          <p className="crumbs">
            <Link to="/flows">{t.library.title}</Link>
          </p>
          <h1 className="flow-line" data-testid="flow-name">
            {flow.title} <FlowBadges flow={flow} />
          </h1>
          <p className="muted">
            {[categories.name(flow.category), ...flow.tags.map((tag) => `#${tag}`)].join(' · ')}
          </p>
          {flow.description !== null && <p className="prose">{flow.description}</p>}
        </div>
      </header>
      <FlowActions flow={flow} show={show} />
      <div className="tree-page">
        <TreeView structure={structure} selected={node?.id ?? null} onSelect={setSelected} />
        <div className="tree-side">
          {node !== undefined && (
            <Panel title={t.library.step.title}>
              <StepCard node={node} structure={structure} onGo={setSelected} />
            </Panel>
          )}
          <FlowFacts flow={flow} />
          {flow.version_no !== null && <VersionsPanel flow={flow} canEdit={person.worksSessions} />}
        </div>
      </div>
    </div>
  );
}

function FlowFacts({ flow }: { flow: Flow }) {
  const words = t.library.facts;
  const facts: [string, string][] = [
    [words.uses, String(flow.usage_count)],
    [words.rate, percent(flow.success_rate)],
    [words.helpful, words.helpfulOf(flow.helpful_count, flow.unhelpful_count)],
    [words.lastMatched, dateTime(flow.last_matched_at)],
    [words.published, dateTime(flow.published_at)],
    [words.changed, dateTime(flow.updated_at)],
    ...(flow.author_name === null ? [] : [[words.author, flow.author_name] as [string, string]]),
    ...(flow.keywords.length === 0 ? [] : [[words.keywords, flow.keywords.join(', ')] as [string, string]]),
  ];
  return (
    <Panel title={words.title}>
      <dl className="facts-grid">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {flow.adopted_from !== null && (
        <Link to="/flows/$id" params={{ id: flow.adopted_from.flow_id }}>
          {flow.adopted_from.update_available ? words.originalNewer : words.original}
        </Link>
      )}
    </Panel>
  );
}
