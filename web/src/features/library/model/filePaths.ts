/** Where a fault of an imported file is, in the words of the file rather than of its path. */
export interface FilePlace {
  flow: number | null;
  flowTitle: string | null;
  step: number | null;
  stepText: string | null;
  answer: number | null;
  answerLabel: string | null;
  member: string | null;
}

const PATH = /^flows(?:\[(\d+)\])?(?:\.nodes\[(\d+)\])?(?:\.options\[(\d+)\])?\.?(.*)$/;

/** Reads `flows[2].nodes[5].options[0].next` against the file it is about. */
export function placeIn(path: string, flows: readonly unknown[]): FilePlace {
  const [, flow, step, answer, rest] = PATH.exec(path) ?? [];
  const theFlow = flow === undefined ? undefined : flows[Number(flow)];
  const theStep = step === undefined ? undefined : item(theFlow, 'nodes', Number(step));
  const theAnswer = answer === undefined ? undefined : item(theStep, 'options', Number(answer));
  return {
    flow: flow === undefined ? null : Number(flow) + 1,
    flowTitle: text(theFlow, 'title'),
    step: step === undefined ? null : Number(step) + 1,
    stepText: text(theStep, 'text') ?? text(theStep, 'id'),
    answer: answer === undefined ? null : Number(answer) + 1,
    answerLabel: text(theAnswer, 'label'),
    member: rest === undefined || rest === '' ? null : rest,
  };
}

function item(of: unknown, list: string, at: number): unknown {
  const found = member(of, list);
  return Array.isArray(found) ? (found as unknown[])[at] : undefined;
}

export function text(of: unknown, name: string): string | null {
  const value = member(of, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}
