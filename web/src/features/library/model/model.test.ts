import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../api/problem';
import { printerStructure, step } from '../test/flowSamples';
import { diffOf } from './diff';
import {
  addNode,
  addOption,
  changeNode,
  changeOption,
  moveOption,
  removeBranch,
  removeNode,
  removeOption,
  valueOf,
} from './edits';
import { placeIn } from './filePaths';
import { findingsOfProblem, findingsOfReport } from './findings';
import { change, redo, startHistory, undo } from './history';
import { merge } from './merge';
import { orderOf, outlineOf, type Line } from './structure';

const node = (structure: ReturnType<typeof printerStructure>, id: string) =>
  structure.nodes.find((one) => one.id === id);

describe('the outline', () => {
  it('shows every step once, and a loop as a line that points back', () => {
    const { lines, loose } = outlineOf(printerStructure());
    expect(loose).toEqual([]);
    const [start] = lines as Extract<Line, { kind: 'step' }>[];
    expect(start?.node.id).toBe('q_power');
    const paper = start?.lines[0] as Extract<Line, { kind: 'step' }>;
    expect(paper.via?.option.label).toBe('Yes');
    expect(paper.lines.map((line) => [line.kind, line.key])).toEqual([
      ['step', 'e_engineer'],
      ['step', 'r_paper'],
      ['jump', 'q_paper/2'],
    ]);
  });

  it('keeps steps that nothing leads to in sight', () => {
    const structure = printerStructure();
    const { loose } = outlineOf({ ...structure, nodes: [...structure.nodes, step('q_lost', 'Lost?')] });
    expect(loose.map((line) => line.key)).toEqual(['q_lost']);
    expect(orderOf(structure)).toEqual(['q_power', 'q_paper', 'e_engineer', 'r_paper', 'r_power']);
  });
});

describe('editing', () => {
  it('leads an answer to a step made for it', () => {
    const { structure, id } = addNode(printerStructure(), 'action', { parent: 'q_paper', index: 2 });
    expect(node(structure, 'q_paper')?.options[2]?.next).toBe(id);
    expect(node(structure, id)).toMatchObject({ type: 'action', text: '', options: [] });
  });

  it('makes the first step of an empty flow its start', () => {
    const empty = printerStructure({ start: '', nodes: [] });
    const { structure, id } = addNode(empty, 'question', null);
    expect(structure.start).toBe(id);
  });

  it('never gives a new step the id of one that answers still name', () => {
    const structure = printerStructure({
      nodes: [step('q_1', 'One?', { options: [{ label: 'Yes', value: 'yes', next: 'a_2' }] })],
      start: 'q_1',
    });
    expect(addNode(structure, 'action', null).id).toBe('a_3');
  });

  it('deletes a branch without what else is still reached', () => {
    const structure = removeBranch(printerStructure(), 'q_paper');
    expect(structure.nodes.map((one) => one.id)).toEqual(['q_power', 'r_power']);
    expect(removeNode(printerStructure(), 'q_paper').nodes.map((one) => one.id)).toContain('r_paper');
  });

  it('takes an answer away with the steps only it led to', () => {
    const structure = removeOption(printerStructure(), 'q_paper', 1);
    expect(node(structure, 'r_paper')).toBeUndefined();
    expect(node(structure, 'q_paper')?.options.map((option) => option.label)).toEqual(['Yes', 'It went out']);
    // The loop back is not the only way to the first step.
    expect(node(removeOption(printerStructure(), 'q_paper', 2), 'q_power')).toBeDefined();
  });

  it('moves answers, and leaves the first where it is when it cannot go up', () => {
    const labels = (by: -1 | 1, at: number) =>
      node(moveOption(printerStructure(), 'q_paper', at, by), 'q_paper')?.options.map((one) => one.value);
    expect(labels(1, 0)).toEqual(['no', 'yes', 'out']);
    expect(labels(-1, 0)).toEqual(['yes', 'no', 'out']);
  });

  it('makes values of labels until somebody chooses one, and no two alike', () => {
    const grown = addOption(printerStructure(), 'q_power');
    expect(node(grown, 'q_power')?.options[2]).toEqual({ label: '', value: 'answer', next: '' });
    const named = changeOption(grown, 'q_power', 2, { label: 'Können wir nicht sehen' });
    expect(node(named, 'q_power')?.options[2]?.value).toBe('konnen-wir-nicht-sehen');
    const own = changeOption(named, 'q_power', 0, { label: 'Yes, it is' });
    expect(node(own, 'q_power')?.options[0]?.value).toBe('yes-it-is');
    const chosen = changeOption(printerStructure(), 'q_paper', 2, { label: 'Ran out' });
    expect(node(chosen, 'q_paper')?.options[2]?.value).toBe('out');
    expect(valueOf('Yes', [{ label: 'Yes', value: 'yes', next: '' }])).toBe('yes-2');
  });

  it('ends have no answers, and only an escalation has a reason', () => {
    const ended = changeNode(printerStructure(), 'q_paper', { type: 'resolve' });
    expect(node(ended, 'q_paper')?.options).toEqual([]);
    const reasoned = changeNode(printerStructure(), 'e_engineer', { reason_category: 'hardware_onsite' });
    expect(node(changeNode(reasoned, 'e_engineer', { type: 'resolve' }), 'e_engineer')?.reason_category).toBe(
      null,
    );
  });
});

describe('undo', () => {
  it('takes typing in one field back as one step, and brings it again', () => {
    let history = startHistory('a');
    history = change(history, 'ab', 'text', 0);
    history = change(history, 'abc', 'text', 400);
    history = change(history, 'abc!', null, 500);
    expect(undo(history).present).toBe('abc');
    expect(undo(undo(history)).present).toBe('a');
    expect(redo(undo(undo(history))).present).toBe('abc');
    expect(undo(undo(undo(history))).present).toBe('a');
  });

  it('starts a new step after a pause, and forgets what was taken back once something else is done', () => {
    let history = startHistory('a');
    history = change(history, 'ab', 'text', 0);
    history = change(history, 'abc', 'text', 10_000);
    expect(undo(history).present).toBe('ab');
    expect(redo(change(undo(history), 'x', null, 10_001)).present).toBe('x');
  });
});

describe('the difference of two versions', () => {
  it('names what is new, gone and changed, field by field', () => {
    const before = printerStructure();
    const added = addNode(before, 'action', { parent: 'q_paper', index: 1 });
    const after = {
      ...changeNode(removeNode(added.structure, 'r_power'), 'q_paper', { text: 'Any paper?' }),
      title: 'P',
    };
    const diff = diffOf(before, after);
    expect(diff.meta).toEqual([{ field: 'title', before: 'Printer does not print', after: 'P' }]);
    expect(diff.nodes.map((one) => [one.kind, one.node.id])).toEqual([
      ['changed', 'q_paper'],
      ['added', added.id],
      ['removed', 'r_power'],
    ]);
    expect(diff.nodes[0]?.fields.map((one) => one.field)).toEqual(['text', 'options']);
    expect(diff.nodes[0]?.fields[1]?.before).toContain('No → Paper put in.');
    expect(diffOf(before, printerStructure())).toEqual({ meta: [], nodes: [] });
  });
});

describe('two people on one draft', () => {
  const base = printerStructure();

  it('puts together what they changed apart', () => {
    const mine = changeNode(base, 'q_paper', { text: 'Mine?' });
    const theirs = { ...changeNode(base, 'q_power', { text: 'Theirs?' }), description: 'Theirs' };
    const merged = merge(base, mine, theirs);
    expect(merged.nodes).toEqual([]);
    expect(node(merged.structure, 'q_paper')?.text).toBe('Mine?');
    expect(node(merged.structure, 'q_power')?.text).toBe('Theirs?');
    expect(merged.structure.description).toBe('Theirs');
  });

  it('keeps the own words where both changed the same, and says so', () => {
    const merged = merge(
      base,
      { ...changeNode(base, 'q_paper', { text: 'Mine?' }), title: 'Mine' },
      { ...changeNode(base, 'q_paper', { text: 'Theirs?' }), title: 'Theirs' },
    );
    expect(merged.nodes).toEqual(['q_paper']);
    expect(merged.fields).toEqual(['title']);
    expect(node(merged.structure, 'q_paper')?.text).toBe('Mine?');
  });

  it('takes deletions over, but never deletes what the other one worked on', () => {
    const gone = removeNode(base, 'r_paper');
    expect(node(merge(base, base, gone).structure, 'r_paper')).toBeUndefined();
    expect(node(merge(base, gone, base).structure, 'r_paper')).toBeUndefined();
    const changed = changeNode(base, 'r_paper', { text: 'Paper is in.' });
    const merged = merge(base, gone, changed);
    expect(node(merged.structure, 'r_paper')?.text).toBe('Paper is in.');
    expect(merged.nodes).toEqual(['r_paper']);
  });
});

describe('faults', () => {
  it('of the graph are put to the step and to the answer they name', () => {
    const structure = changeOption(printerStructure(), 'q_paper', 1, { next: 'gone' });
    const [finding] = findingsOfReport(
      {
        valid: false,
        errors: [{ code: 'unknown_next', node_id: 'q_paper', message: "The answer 'No' leads to no node." }],
        warnings: [],
      },
      structure,
    );
    expect(finding).toMatchObject({ nodeId: 'q_paper', option: 1, severity: 'error' });
  });

  it('of the input are read from their path', () => {
    const refusal = new ApiProblem({
      status: 422,
      code: 'validation_failed',
      errors: [
        { field: 'nodes[1].options[0].label', code: 'required', message: 'Must not be empty.' },
        { field: 'flow.nodes[0].text', code: 'required', message: 'Must not be empty.' },
        { field: 'title', code: 'required', message: 'Must not be empty.' },
      ],
    });
    expect(findingsOfProblem(refusal, printerStructure())).toMatchObject([
      { nodeId: 'q_paper', option: 0, member: 'label' },
      { nodeId: 'q_power', option: null, member: 'text' },
      { nodeId: null, option: null, member: 'title' },
    ]);
    expect(
      findingsOfProblem(new ApiProblem({ status: 503, code: 'service_unavailable' }), printerStructure()),
    ).toBe(null);
  });

  it('of a file are told by flow, step and answer', () => {
    expect(placeIn('flows[0].nodes[1].options[2].next', [printerStructure()])).toEqual({
      flow: 1,
      flowTitle: 'Printer does not print',
      step: 2,
      stepText: 'Is there paper?',
      answer: 3,
      answerLabel: 'It went out',
      member: 'next',
    });
    expect(placeIn('flows', [])).toMatchObject({ flow: null, step: null });
  });
});
