import type { FlowFile } from '../../../api/flows';

export type ReadFile =
  | { ok: true; file: FlowFile }
  | { ok: false; reason: 'too_large' | 'not_json' | 'no_flows'; line: number | null; column: number | null };

/** As the server counts it (contract-l1 §14). */
const MOST_BYTES = 1024 * 1024;

/** Reads a flow file far enough to show what is in it; whether it is right is the server's to say. */
export async function readFlowFile(file: Blob): Promise<ReadFile> {
  const no = (reason: 'too_large' | 'not_json' | 'no_flows'): ReadFile => ({
    ok: false,
    reason,
    line: null,
    column: null,
  });
  if (file.size > MOST_BYTES) return no('too_large');
  const text = await file.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: 'not_json', ...placeOf(error, text) };
  }
  if (typeof body !== 'object' || body === null) return no('no_flows');
  const members = body as Record<string, unknown>;
  if (!Array.isArray(members['flows']) || members['flows'].length === 0) return no('no_flows');
  return { ok: true, file: { ...members, flows: members['flows'] as unknown[] } };
}

/** Engines name the place of a JSON fault in their own ways: by line and column, or by position. */
function placeOf(error: unknown, text: string): { line: number | null; column: number | null } {
  const said = error instanceof Error ? error.message : '';
  const named = /line (\d+) column (\d+)/.exec(said);
  if (named !== null) return { line: Number(named[1]), column: Number(named[2]) };
  const position = /position (\d+)/.exec(said);
  if (position === null) return { line: null, column: null };
  const before = text.slice(0, Number(position[1])).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
