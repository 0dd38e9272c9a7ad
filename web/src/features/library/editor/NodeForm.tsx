import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { flows, NODE_TYPES, type FlowNode } from '../../../api/flows';
import { REASON_CATEGORIES } from '../../../api/l1';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextArea } from '../../../ui/Fields';
import { libraryKeys } from '../keys';
import { faultOf, wordsOf, type Finding } from '../model/findings';
import { isLeaf } from '../model/structure';
import { OptionRows } from './OptionRows';
import type { StructureHandle } from './useStructure';

interface NodeFormProps {
  node: FlowNode;
  work: StructureHandle;
  findings: readonly Finding[];
  textRef: Ref<HTMLTextAreaElement>;
  onGo: (id: string) => void;
  onNew: (id: string) => void;
  onRemoved: (steps: number) => void;
  onBack: () => void;
}

/** Codes that the fields and answers below show at their own place. */
const SHOWN_BELOW = [
  'unknown_next',
  'too_few_options',
  'duplicate_option_value',
  'duplicate_option_label',
  'subflow_unknown',
  'subflow_cycle',
];

/** One step: what it says, what can be answered, and how it ends. */
export function NodeForm({ node, work, findings, textRef, onGo, onNew, onRemoved, onBack }: NodeFormProps) {
  const words = t.library.editor;
  const general = findings.filter(
    (finding) => finding.member === null && !SHOWN_BELOW.includes(finding.code),
  );
  const remove = (branch: boolean) => {
    if (branch) {
      onRemoved(work.removeBranch(node.id));
    } else {
      work.removeNode(node.id);
      onRemoved(1);
    }
  };
  return (
    <div className="stack node-form" data-testid="node-form">
      {general.length > 0 && (
        <ul className="finding-list" data-testid="node-findings">
          {general.map((finding) => (
            <li key={`${finding.code} ${finding.message}`} className={`finding finding-${finding.severity}`}>
              {wordsOf(finding)}
            </li>
          ))}
        </ul>
      )}
      {node.needs_review === true && (
        <div className="button-row">
          <span className="muted">{words.stub}</span>
          <Button
            size="small"
            onPress={() => work.node(node.id, { needs_review: null })}
            data-testid="node-reviewed"
          >
            {words.reviewed}
          </Button>
        </div>
      )}
      <Choice
        label={words.kind}
        value={node.type}
        options={NODE_TYPES.map((value) => ({ value, label: t.library.nodeTypeLong[value] }))}
        onChange={(type) => work.node(node.id, { type })}
        testId="node-type"
      />
      <TextArea
        label={words.text}
        hint={words.textHint[node.type]}
        value={node.text}
        onChange={(text) => work.node(node.id, { text })}
        maxLength={500}
        rows={2}
        error={faultOf(findings, 'text')}
        inputRef={textRef}
        testId="node-text"
      />
      <TextArea
        label={words.detail}
        hint={node.type === 'escalate' ? words.detailHintEscalate : words.detailHint}
        value={node.detail ?? ''}
        onChange={(detail) => work.node(node.id, { detail: detail === '' ? null : detail })}
        maxLength={4000}
        rows={3}
        error={faultOf(findings, 'detail')}
        testId="node-detail"
      />
      {!isLeaf(node.type) && (
        <>
          <OptionRows
            node={node}
            work={work}
            findings={findings}
            onGo={onGo}
            onNew={onNew}
            onGone={onRemoved}
          />
          <SubflowChoice node={node} work={work} findings={findings} />
        </>
      )}
      {node.type === 'escalate' && (
        <Choice
          label={words.reason}
          value={node.reason_category ?? ''}
          options={REASON_CATEGORIES.map((value) => ({ value, label: t.domain.reasonCategory[value] }))}
          placeholder={words.reasonDefault}
          onChange={(reason) =>
            work.node(node.id, { reason_category: (reason as string) === '' ? null : reason })
          }
          testId="node-reason"
        />
      )}
      <div className="button-row">
        <Button size="small" onPress={onBack}>
          {words.backToTree}
        </Button>
        <span className="spacer" />
        <Button look="danger" size="small" onPress={() => remove(false)} data-testid="node-remove">
          {words.removeStep}
        </Button>
        {node.options.length > 0 && (
          <Button look="danger" size="small" onPress={() => remove(true)} data-testid="node-remove-branch">
            {words.removeBranch}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A published flow that can be opened from this step and come back to it. */
function SubflowChoice({ node, work, findings }: Pick<NodeFormProps, 'node' | 'work' | 'findings'>) {
  const { api } = useServices();
  const filter = { status: 'published', sort: 'title' } as const;
  const published = useQuery({
    queryKey: [...libraryKeys.flowList(filter), 'choice'],
    queryFn: ({ signal }) => flows.list(api, filter, null, signal),
    staleTime: 60_000,
  });
  const choices = (published.data?.items ?? [])
    .filter((flow) => flow.slug !== work.structure.slug)
    .map((flow) => ({ value: flow.slug, label: flow.title }));
  const chosen = node.subflow;
  const unknown = chosen !== null && choices.every((choice) => choice.value !== chosen);
  const fault = findings.find((one) => one.code.startsWith('subflow_'));
  return (
    <Choice
      label={t.library.editor.subflow}
      value={chosen ?? ''}
      options={unknown ? [{ value: chosen, label: chosen }, ...choices] : choices}
      placeholder={t.library.editor.noSubflow}
      onChange={(slug) => work.node(node.id, { subflow: slug === '' ? null : slug })}
      error={faultOf(findings, 'subflow') ?? (fault === undefined ? null : wordsOf(fault))}
      testId="node-subflow"
    />
  );
}
