import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { flows, type Flow } from '../../api/flows';
import { proposals, type Proposal } from '../../api/proposals';
import { useServices } from '../../app/services';
import { usePageTitle } from '../../app/usePageTitle';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { dateTime } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { percent } from '../library/figures';
import { libraryKeys } from '../library/keys';
import { wordsOf } from '../library/model/findings';
import { nodesById } from '../library/model/structure';
import { StepCard } from '../library/StepCard';
import type { Mark, Marks } from '../library/tree/marks';
import { TreeView } from '../library/tree/TreeView';
import { useCategories } from '../library/useCategories';
import { EvidencePanel } from './EvidencePanel';
import { ModifyEditor } from './ModifyEditor';
import { proposedStructure } from './proposed';
import { ReviewPanel } from './ReviewPanel';
import { STATUS_TONE } from './tones';

export function ProposalPage() {
  const { id } = useParams({ from: '/flow-proposals/$id' });
  const { api } = useServices();
  const query = useQuery({
    queryKey: libraryKeys.proposal(id),
    queryFn: ({ signal }) => proposals.proposal(api, id, signal),
  });
  const targetId = query.data?.target_flow_id ?? null;
  const target = useQuery({
    queryKey: libraryKeys.flow(targetId ?? ''),
    queryFn: ({ signal }) => flows.flow(api, targetId ?? '', signal),
    enabled: targetId !== null,
  });
  usePageTitle(query.data?.title ?? t.proposals.title);
  // A target that is gone must not keep anybody from reading the proposal.
  const waits = targetId !== null && target.isPending;
  return (
    <Loading query={query}>
      {query.data !== undefined && !waits && (
        <ProposalView key={id} proposal={query.data} target={target.data ?? null} />
      )}
    </Loading>
  );
}

function ProposalView({ proposal, target }: { proposal: Proposal; target: Flow | null }) {
  const words = t.proposals;
  const client = useQueryClient();
  const [modifying, setModifying] = useState(false);
  const [selected, setSelected] = useState<string | null>(
    proposal.evidence.find((one) => one.node_id !== null)?.node_id ?? null,
  );
  const structure = useMemo(() => proposedStructure(proposal, target), [proposal, target]);
  const marks = useMemo(() => marksOf(proposal), [proposal]);
  const node = nodesById(structure).get(selected ?? structure.start);
  const show = (next: Proposal) => {
    client.setQueryData(libraryKeys.proposal(proposal.id), next);
    void client.invalidateQueries({ queryKey: libraryKeys.proposals });
    void client.invalidateQueries({ queryKey: libraryKeys.flows });
  };

  return (
    <div className="library-page">
      <ProposalHead proposal={proposal} target={target} />
      {modifying && proposal.status === 'pending' ? (
        <ModifyEditor
          proposal={proposal}
          target={target}
          initial={structure}
          onDone={(next) => {
            setModifying(false);
            show(next);
          }}
          onChanged={show}
          onCancel={() => setModifying(false)}
        />
      ) : (
        <>
          <ReviewPanel proposal={proposal} show={show} onModify={() => setModifying(true)} />
          <div className="tree-page">
            <TreeView
              structure={structure}
              selected={node?.id ?? null}
              onSelect={setSelected}
              marks={marks}
            />
            <div className="tree-side">
              {node !== undefined && (
                <Panel title={t.library.step.title}>
                  {proposal.problems
                    .filter((problem) => problem.node_id === node.id)
                    .map((problem) => (
                      <p key={problem.code} className="finding finding-error">
                        {wordsOf(problem)}
                      </p>
                    ))}
                  <StepCard node={node} structure={structure} onGo={setSelected} />
                </Panel>
              )}
              <EvidencePanel proposal={proposal} onSelect={setSelected} />
            </div>
          </div>
        </>
      )}
      {!modifying && proposal.reviewed_at !== null && (
        <p className="muted">{words.reviewedAt(dateTime(proposal.reviewed_at))}</p>
      )}
    </div>
  );
}

function ProposalHead({ proposal, target }: { proposal: Proposal; target: Flow | null }) {
  const words = t.proposals;
  const categories = useCategories();
  return (
    <header className="library-head">
      <div className="library-head-text">
        <p className="crumbs">
          <Link to="/flow-proposals">{words.title}</Link>
        </p>
        <h1 className="flow-line" data-testid="proposal-title">
          {proposal.title}{' '}
          <Badge
            text={words.status[proposal.status]}
            tone={STATUS_TONE[proposal.status]}
            testId="proposal-state"
          />
          {proposal.validated_by_outcome && <Badge text={words.validated} tone="good" />}
        </h1>
        <p className="muted">
          {[
            words.type[proposal.proposal_type],
            categories.name(proposal.category),
            words.source[proposal.source],
            words.outcomes(proposal.helpful_count, proposal.unhelpful_count),
            ...(proposal.confidence === null ? [] : [words.confidence(percent(proposal.confidence))]),
            dateTime(proposal.created_at),
          ].join(' · ')}
        </p>
        {target !== null && (
          <p>
            {words.about}{' '}
            <Link to="/flows/$id" params={{ id: target.id }}>
              {target.title}
            </Link>{' '}
            {proposal.base_version_no !== null && t.library.versions.number(proposal.base_version_no)}
            {target.version_no !== proposal.base_version_no && <Badge text={words.baseMoved} tone="warn" />}
          </p>
        )}
        {proposal.target_flow_id !== null && target === null && <p className="muted">{words.targetGone}</p>}
      </div>
    </header>
  );
}

function marksOf(proposal: Proposal): Marks {
  const marks = new Map<string, Mark>();
  const add = (id: string, tone: 'bad' | 'warn' | 'info', text: string) => {
    const before = marks.get(id);
    marks.set(id, { tone: before?.tone ?? tone, notes: [...(before?.notes ?? []), { tone, text }] });
  };
  for (const problem of proposal.problems) {
    if (problem.node_id !== null) add(problem.node_id, 'bad', t.library.findings.count(1, true));
  }
  for (const node of proposal.proposed_flow_data.tree_structure.nodes) {
    if (node.needs_review === true) add(node.id, 'warn', t.proposals.stub);
  }
  for (const id of new Set(proposal.evidence.map((one) => one.node_id))) {
    if (id !== null) add(id, 'info', t.proposals.evidenceHere);
  }
  return marks;
}
