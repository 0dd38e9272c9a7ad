import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { flows, type Flow, type FlowVersion, type FlowVersionContent } from '../../../api/flows';
import { useServices } from '../../../app/services';
import { useAction } from '../../../app/useAction';
import { usePageTitle } from '../../../app/usePageTitle';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { dateTime } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { libraryKeys } from '../keys';
import { diffOf } from '../model/diff';
import { nodesById, structureOf } from '../model/structure';
import { StepCard } from '../StepCard';
import type { Mark, Marks } from '../tree/marks';
import { TreeView } from '../tree/TreeView';
import { CHANGE_TONE, DiffView } from './DiffView';

export function VersionsPage() {
  const { id } = useParams({ from: '/flows/$id/versions' });
  const { api } = useServices();
  usePageTitle(t.library.versions.title);
  const flow = useQuery({
    queryKey: libraryKeys.flow(id),
    queryFn: ({ signal }) => flows.flow(api, id, signal),
  });
  const versions = useQuery({
    queryKey: libraryKeys.versions(id),
    queryFn: ({ signal }) => flows.versions(api, id, signal),
  });
  return (
    <Loading query={flow}>
      <Loading query={versions}>
        {flow.data !== undefined &&
          versions.data !== undefined &&
          (versions.data.length === 0 ? (
            <p className="notice-page">{t.library.versions.none}</p>
          ) : (
            <Versions flow={flow.data} versions={versions.data} />
          ))}
      </Loading>
    </Loading>
  );
}

function Versions({ flow, versions }: { flow: Flow; versions: FlowVersion[] }) {
  const words = t.library.versions;
  const { api, person } = useServices();
  const search = useSearch({ from: '/flows/$id/versions' });
  const navigate = useNavigate();
  const newest = versions[0]?.version_no ?? 1;
  const shown = search.n ?? newest;
  const compared = search.with ?? (shown > 1 ? shown - 1 : null);
  const one = useVersion(flow.id, shown);
  const other = useVersion(flow.id, compared);
  const info = versions.find((version) => version.version_no === shown);

  const restore = useAction<{ from_version: number; version: number }, Flow>({
    intent: `flow.restore.${flow.id}`,
    run: (client, body, key) => flows.draftFrom(client, flow.id, body, { key }),
    onSuccess: () => void navigate({ to: '/flows/$id/edit', params: { id: flow.id } }),
  });
  const startRestore = async () => {
    // The number now, not the one on the page: a draft that came meanwhile must not be overwritten unseen.
    const now = await flows.flow(api, flow.id);
    restore.start({ from_version: shown, version: now.draft_version ?? 0 });
  };
  const choices = versions.map((version) => ({
    value: String(version.version_no),
    label: words.number(version.version_no),
  }));
  const go = (n: number, against: number | null) =>
    void navigate({
      to: '/flows/$id/versions',
      params: { id: flow.id },
      search: { n, ...(against === null ? {} : { with: against }) },
      replace: true,
    });
  return (
    <div className="library-page">
      <header className="library-head">
        <div className="library-head-text">
          <p className="crumbs">
            <Link to="/flows">{t.library.title}</Link>
            {' / '}
            <Link to="/flows/$id" params={{ id: flow.id }}>
              {flow.title}
            </Link>
          </p>
          <h1>{words.title}</h1>
        </div>
      </header>
      <div className="filters">
        <Choice
          label={words.show}
          value={String(shown)}
          options={choices}
          onChange={(value) => go(Number(value), search.with ?? null)}
          testId="version-shown"
        />
        <Choice
          label={words.against}
          value={compared === null ? '' : String(compared)}
          options={choices.filter((choice) => choice.value !== String(shown))}
          placeholder={words.nothing}
          onChange={(value) => go(shown, value === '' ? null : Number(value))}
          testId="version-against"
        />
        {person.worksSessions && flow.source === 'account' && shown !== newest && (
          <Button
            isPending={restore.isPending}
            onPress={() => void startRestore()}
            data-testid="version-restore"
          >
            {words.restore(flow.draft_version !== null)}
          </Button>
        )}
      </div>
      <ProblemNote error={restore.error} />
      {info !== undefined && (
        <p className="muted">
          {[
            dateTime(info.published_at),
            info.published_by_name,
            words.steps(info.node_count),
            info.change_note,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <Loading query={one}>
        {one.data !== undefined && (
          <Compared
            key={`${shown} ${compared ?? 0}`}
            version={one.data}
            before={compared === null ? null : (other.data ?? null)}
          />
        )}
      </Loading>
    </div>
  );
}

function useVersion(flowId: string, no: number | null) {
  const { api } = useServices();
  return useQuery({
    queryKey: libraryKeys.version(flowId, no ?? 0),
    queryFn: ({ signal }) => flows.version(api, flowId, no ?? 0, signal),
    enabled: no !== null,
    // A version never changes.
    staleTime: Infinity,
  });
}

function Compared({ version, before }: { version: FlowVersionContent; before: FlowVersionContent | null }) {
  const [selected, setSelected] = useState<string | null>(null);
  const structure = useMemo(() => structureOf(version), [version]);
  const diff = useMemo(
    () => (before === null ? null : diffOf(structureOf(before), structure)),
    [before, structure],
  );
  const marks = useMemo<Marks>(() => {
    const all = new Map<string, Mark>();
    for (const { kind, node } of diff?.nodes ?? []) {
      const tone = CHANGE_TONE[kind];
      all.set(node.id, { tone, notes: [{ tone, text: t.library.diff.kind[kind] }] });
    }
    return all;
  }, [diff]);
  const node = selected === null ? undefined : nodesById(structure).get(selected);
  return (
    <div className="tree-page">
      <TreeView structure={structure} selected={selected} onSelect={setSelected} marks={marks} />
      <div className="tree-side">
        {node !== undefined && (
          <Panel title={t.library.step.title}>
            <StepCard node={node} structure={structure} onGo={setSelected} />
          </Panel>
        )}
        {diff !== null && (
          <Panel title={t.library.versions.changes}>
            <DiffView diff={diff} onSelect={setSelected} />
          </Panel>
        )}
      </div>
    </div>
  );
}
