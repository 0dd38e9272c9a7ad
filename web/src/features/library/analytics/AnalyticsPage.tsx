import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { flows, PERIODS, type Flow, type FlowFigures } from '../../../api/flows';
import { useServices } from '../../../app/services';
import { usePageTitle } from '../../../app/usePageTitle';
import { t } from '../../../messages';
import { Choice } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { decimal, duration, percent } from '../figures';
import { libraryKeys } from '../keys';
import { structureOf } from '../model/structure';
import { withChange, type FiguresSearch } from '../search';
import { TreeView } from '../tree/TreeView';
import { NodeFiguresCard } from './NodeFiguresCard';
import { paint } from './paint';
import { PathsPanel } from './PathsPanel';

/** How walks of a flow went, painted on its tree (contract-l1 §11). */
export function AnalyticsPage() {
  const { id } = useParams({ from: '/flows/$id/analytics' });
  const search = useSearch({ from: '/flows/$id/analytics' });
  const { api } = useServices();
  const navigate = useNavigate();
  const words = t.library.analytics;
  const period = search.period ?? '30d';
  const version = search.version ?? null;
  const flow = useQuery({
    queryKey: libraryKeys.flow(id),
    queryFn: ({ signal }) => flows.flow(api, id, signal),
  });
  const versions = useQuery({
    queryKey: libraryKeys.versions(id),
    queryFn: ({ signal }) => flows.versions(api, id, signal),
  });
  const drawn = useQuery({
    queryKey: libraryKeys.version(id, version ?? 0),
    queryFn: ({ signal }) => flows.version(api, id, version ?? 0, signal),
    enabled: version !== null,
    staleTime: Infinity,
  });
  const figures = useQuery({
    queryKey: libraryKeys.figures(id, period, version),
    queryFn: ({ signal }) => flows.figures(api, id, period, version, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  usePageTitle(words.title(flow.data?.title ?? ''));
  const change = (next: FiguresSearch) =>
    void navigate({ to: '/flows/$id/analytics', params: { id }, search: next, replace: true });
  const structure = version === null ? flow.data : drawn.data;

  return (
    <div className="library-page">
      <Loading query={flow}>
        {flow.data !== undefined && (
          <header className="library-head">
            <div className="library-head-text">
              <p className="crumbs">
                <Link to="/flows">{t.library.title}</Link>
                {' / '}
                <Link to="/flows/$id" params={{ id }}>
                  {flow.data.title}
                </Link>
              </p>
              <h1>{words.heading}</h1>
            </div>
          </header>
        )}
      </Loading>
      <div className="filters">
        <Choice
          label={words.period}
          value={period}
          options={PERIODS.map((value) => ({ value, label: words.periods[value] }))}
          onChange={(value) => change(withChange(search, { period: value }))}
          testId="figures-period"
        />
        <Choice
          label={words.version}
          value={version === null ? '' : String(version)}
          options={(versions.data ?? []).map((one) => ({
            value: String(one.version_no),
            label: t.library.versions.number(one.version_no),
          }))}
          placeholder={words.allVersions}
          onChange={(value) => change(withChange(search, { version: value === '' ? null : Number(value) }))}
          testId="figures-version"
        />
      </div>
      <Loading query={figures}>
        {figures.data !== undefined && structure !== undefined && (
          <Painted key={version ?? 0} figures={figures.data} flow={structure} />
        )}
      </Loading>
    </div>
  );
}

function Painted({
  figures,
  flow,
}: {
  figures: FlowFigures;
  flow: Pick<Flow, 'slug' | 'title' | 'category' | 'description' | 'keywords' | 'tags' | 'start' | 'nodes'>;
}) {
  const structure = useMemo(() => structureOf(flow), [flow]);
  const { marks, shares } = useMemo(() => paint(figures, structure), [figures, structure]);
  const worst = figures.nodes.find((node) => node.dead_end);
  const [selected, setSelected] = useState<string | null>(worst?.node_id ?? null);
  const node = figures.nodes.find((one) => one.node_id === selected);
  return (
    <>
      <Summary figures={figures} />
      <div className="tree-page">
        <TreeView
          structure={structure}
          selected={selected}
          onSelect={setSelected}
          marks={marks}
          shares={shares}
        />
        <div className="tree-side">
          {node !== undefined && (
            <Panel title={t.library.step.title}>
              <NodeFiguresCard node={node} />
            </Panel>
          )}
          <PathsPanel figures={figures} structure={structure} onSelect={setSelected} />
        </div>
      </div>
    </>
  );
}

function Summary({ figures }: { figures: FlowFigures }) {
  const words = t.library.analytics;
  const numbers: [string, string][] = [
    [words.walks, String(figures.walks)],
    [words.resolved, String(figures.resolved)],
    [words.escalated, String(figures.escalated)],
    [words.abandoned, String(figures.abandoned)],
    [words.active, String(figures.active)],
    [words.helpful, percent(figures.helpful_rate)],
    [words.steps, decimal(figures.median_steps)],
    [words.time, duration(figures.median_seconds)],
  ];
  return (
    <dl className="numbers" data-testid="figures">
      {numbers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
