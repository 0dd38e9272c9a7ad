import type { FlowFinding, FlowReport, FlowStructure } from '../../../api/flows';
import { ApiProblem, type FieldProblem } from '../../../api/problem';
import { t } from '../../../messages';

/** A fault or a hint at its place: a step, one of its answers, or a detail of the flow. */
export interface Finding {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  nodeId: string | null;
  option: number | null;
  /** `text`, `label`, `title` …, when the fault is one of the input. */
  member: string | null;
}

/** Words of the catalogue by code, the server's sentence for what has none. */
export function wordsOf(finding: Pick<Finding, 'code' | 'message'>): string {
  const known: Record<string, string> = t.library.findings.codes;
  return known[finding.code] ?? finding.message;
}

export function findingsOfReport(report: FlowReport, structure: FlowStructure): Finding[] {
  return [
    ...report.errors.map((finding) => place(finding, 'error', structure)),
    ...report.warnings.map((finding) => place(finding, 'warning', structure)),
  ];
}

/** What a refused save, publish or review says about the structure; null when it is about something else. */
export function findingsOfProblem(error: Error | null, structure: FlowStructure): Finding[] | null {
  if (!(error instanceof ApiProblem)) return null;
  if (error.code === 'flow_invalid' || error.code === 'proposal_invalid') {
    const listed = error.members['errors'];
    const errors = Array.isArray(listed) ? (listed as FlowFinding[]) : [];
    return errors.map((finding) => place(finding, 'error', structure));
  }
  if (error.code === 'unreviewed_stubs') {
    const listed = error.members['node_ids'];
    return (Array.isArray(listed) ? (listed as string[]) : []).map((nodeId) =>
      place({ code: 'needs_review_stub', node_id: nodeId, message: '' }, 'error', structure),
    );
  }
  if (error.code !== 'validation_failed') return null;
  return error.errors.map((field) => placeField(field, structure));
}

function place(finding: FlowFinding, severity: Finding['severity'], structure: FlowStructure): Finding {
  const options = structure.nodes.find((node) => node.id === finding.node_id)?.options ?? [];
  // The server names the answer by its words.
  const named = options.findIndex(
    (option) => option.label !== '' && finding.message.includes(`'${option.label}'`),
  );
  return {
    severity,
    code: finding.code,
    message: finding.message,
    nodeId: finding.node_id,
    option: finding.code === 'unknown_next' && named >= 0 ? named : null,
    member: null,
  };
}

const PATH = /^(?:flow\.)?(?:nodes\[(\d+)\](?:\.options\[(\d+)\])?\.?)?([a-z_]*)/;

function placeField(field: FieldProblem, structure: FlowStructure): Finding {
  const [, node, option, member] = PATH.exec(field.field) ?? [];
  return {
    severity: 'error',
    code: field.code,
    message: field.message,
    nodeId: node === undefined ? null : (structure.nodes[Number(node)]?.id ?? null),
    option: option === undefined ? null : Number(option),
    member: member === undefined || member === '' ? null : member,
  };
}

export function byNode(findings: readonly Finding[]): Map<string, Finding[]> {
  const map = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.nodeId === null) continue;
    map.set(finding.nodeId, [...(map.get(finding.nodeId) ?? []), finding]);
  }
  return map;
}

/** The sentence for one field, if something is wrong with it. */
export function faultOf(
  findings: readonly Finding[],
  member: string,
  option: number | null = null,
): string | null {
  const fault = findings.find((one) => one.member === member && one.option === option);
  return fault === undefined ? null : wordsOf(fault);
}
