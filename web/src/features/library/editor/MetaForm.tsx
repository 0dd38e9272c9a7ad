import { useState } from 'react';
import { t } from '../../../messages';
import { Choice, TextArea, TextInput } from '../../../ui/Fields';
import { useCategories } from '../useCategories';
import { faultOf, type Finding } from '../model/findings';
import { nodesById, orderOf } from '../model/structure';
import type { StructureHandle } from './useStructure';

interface MetaFormProps {
  work: StructureHandle;
  findings: readonly Finding[];
  /** The short name of a published flow does not change. */
  slugFrozen: boolean;
}

/** What a flow is called and found by. */
export function MetaForm({ work, findings, slugFrozen }: MetaFormProps) {
  const words = t.library.meta;
  const { structure, meta } = work;
  const categories = useCategories();
  const general = findings.filter((finding) => finding.nodeId === null);
  const nodes = nodesById(structure);
  return (
    <div className="stack" data-testid="meta-form">
      <TextInput
        label={words.title}
        value={structure.title}
        onChange={(title) => meta({ title })}
        maxLength={200}
        error={faultOf(general, 'title')}
        testId="flow-title"
      />
      <TextArea
        label={words.description}
        hint={words.descriptionHint}
        value={structure.description ?? ''}
        onChange={(description) => meta({ description: description === '' ? null : description })}
        maxLength={2000}
        rows={3}
        error={faultOf(general, 'description')}
        testId="flow-description"
      />
      <Choice
        label={words.category}
        value={structure.category}
        options={categories.choices}
        onChange={(category) => meta({ category })}
        error={faultOf(general, 'category')}
        testId="flow-category"
      />
      <WordList
        label={words.keywords}
        hint={words.keywordsHint}
        values={structure.keywords}
        onChange={(keywords) => meta({ keywords })}
        error={faultOf(general, 'keywords')}
        testId="flow-keywords"
      />
      <WordList
        label={words.tags}
        values={structure.tags}
        onChange={(tags) => meta({ tags })}
        error={faultOf(general, 'tags')}
        testId="flow-tags"
      />
      <Choice
        label={words.start}
        value={structure.start}
        options={orderOf(structure).flatMap((id, at) => {
          const node = nodes.get(id);
          return node === undefined ? [] : [{ value: id, label: `${at + 1}. ${node.text}` }];
        })}
        placeholder={words.noStart}
        onChange={(start) => meta({ start })}
        error={
          general.some((one) => one.code === 'missing_start') ? t.library.findings.codes.missing_start : null
        }
        testId="flow-start"
      />
      <TextInput
        label={words.slug}
        hint={slugFrozen ? words.slugFrozen : words.slugHint}
        value={structure.slug}
        onChange={(slug) => meta({ slug })}
        maxLength={80}
        isDisabled={slugFrozen}
        error={faultOf(general, 'slug')}
        testId="flow-slug"
      />
    </div>
  );
}

interface WordListProps {
  label: string;
  hint?: string;
  values: string[];
  onChange: (values: string[]) => void;
  error: string | null;
  testId: string;
}

/** Words with commas between them; the comma just typed stays in sight while the list is made. */
function WordList({ label, hint, values, onChange, error, testId }: WordListProps) {
  const [text, setText] = useState(values.join(', '));
  const shown = sameWords(wordsIn(text), values) ? text : values.join(', ');
  return (
    <TextArea
      label={label}
      hint={hint}
      value={shown}
      rows={2}
      onChange={(next) => {
        setText(next);
        onChange(wordsIn(next));
      }}
      error={error}
      testId={testId}
    />
  );
}

function wordsIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
}

function sameWords(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}
