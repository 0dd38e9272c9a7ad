import { useRef } from 'react';
import { NODE_TYPES, type FlowNode, type FlowStructure, type NodeType } from '../../../api/flows';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { MOST_OPTIONS } from '../model/edits';
import { faultOf, wordsOf, type Finding } from '../model/findings';
import { nodesById, orderOf } from '../model/structure';
import type { StructureHandle } from './useStructure';

interface OptionRowsProps {
  node: FlowNode;
  work: StructureHandle;
  findings: readonly Finding[];
  onGo: (id: string) => void;
  /** A step was made for an answer: go and write it. */
  onNew: (id: string) => void;
  onGone: (steps: number) => void;
}

const NEW = 'new:';

/** The answers of a step, each with where it leads; their order is the order of the keys 1 to 9 in a walk. */
export function OptionRows({ node, work, findings, onGo, onNew, onGone }: OptionRowsProps) {
  const words = t.library.editor;
  const list = useRef<HTMLOListElement>(null);
  const add = () => {
    work.addOption(node.id);
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  const lead = (index: number, next: string) => {
    if (!next.startsWith(NEW)) work.option(node.id, index, { next });
    else onNew(work.addNode(next.slice(NEW.length) as NodeType, { parent: node.id, index }));
  };
  const targets = targetsOf(work.structure, node.id);
  const known = nodesById(work.structure);
  const general = findings.filter((finding) => finding.code.startsWith('duplicate_option'));

  return (
    <fieldset className="options-edit">
      <legend className="label">{words.answers}</legend>
      {general.map((finding) => (
        <p key={finding.code} className="field-error">
          {wordsOf(finding)}
        </p>
      ))}
      <ol className="option-rows" ref={list}>
        {node.options.map((option, index) => {
          const lost = option.next !== '' && !known.has(option.next);
          return (
            // Answers have no identity of their own but their place.
            <li key={index} className="option-row" data-testid={`option-${index}`}>
              <TextInput
                label={words.answer(index + 1)}
                labelHidden
                placeholder={words.answer(index + 1)}
                value={option.label}
                onChange={(label) => work.option(node.id, index, { label })}
                maxLength={120}
                error={faultOf(findings, 'label', index) ?? faultOf(findings, 'value', index)}
                testId={`option-label-${index}`}
              />
              <Choice
                label={words.leadsTo(index + 1)}
                labelHidden
                value={option.next}
                options={lost ? [{ value: option.next, label: words.lost }, ...targets] : targets}
                placeholder={words.chooseNext}
                onChange={(next) => lead(index, next)}
                error={
                  faultOf(findings, 'next', index) ??
                  findings
                    .filter((finding) => finding.code === 'unknown_next' && finding.option === index)
                    .map(wordsOf)[0] ??
                  null
                }
                testId={`option-next-${index}`}
              />
              <span className="option-tools">
                <Button
                  look="quiet"
                  size="small"
                  isDisabled={!known.has(option.next)}
                  onPress={() => onGo(option.next)}
                  aria-label={words.go(index + 1)}
                >
                  <span aria-hidden="true">{'→'}</span>
                </Button>
                <Button
                  look="quiet"
                  size="small"
                  isDisabled={index === 0}
                  onPress={() => work.moveOption(node.id, index, -1)}
                  aria-label={words.up(index + 1)}
                  data-testid={`option-up-${index}`}
                >
                  <span aria-hidden="true">{'↑'}</span>
                </Button>
                <Button
                  look="quiet"
                  size="small"
                  isDisabled={index === node.options.length - 1}
                  onPress={() => work.moveOption(node.id, index, 1)}
                  aria-label={words.down(index + 1)}
                  data-testid={`option-down-${index}`}
                >
                  <span aria-hidden="true">{'↓'}</span>
                </Button>
                <Button
                  look="quiet"
                  size="small"
                  onPress={() => onGone(work.removeOption(node.id, index))}
                  aria-label={words.removeAnswer(index + 1)}
                  data-testid={`option-remove-${index}`}
                >
                  <span aria-hidden="true">{'×'}</span>
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      {findings
        .filter((finding) => finding.code === 'too_few_options' || finding.member === 'options')
        .map((finding) => (
          <p key={finding.code} className="field-error">
            {wordsOf(finding)}
          </p>
        ))}
      <Button
        size="small"
        isDisabled={node.options.length >= MOST_OPTIONS}
        onPress={add}
        data-testid="option-add"
      >
        {words.addAnswer}
      </Button>
    </fieldset>
  );
}

function targetsOf(structure: FlowStructure, own: string): { value: string; label: string }[] {
  const nodes = nodesById(structure);
  const steps = orderOf(structure).flatMap((id, at) => {
    const node = nodes.get(id);
    if (node === undefined || id === own) return [];
    const text = node.text === '' ? t.library.tree.untold : node.text;
    return [{ value: id, label: `${at + 1}. ${t.library.nodeType[node.type]}: ${text}` }];
  });
  const fresh = NODE_TYPES.map((type) => ({ value: NEW + type, label: t.library.editor.newStep[type] }));
  return [...fresh, ...steps];
}
