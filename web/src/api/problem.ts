/** One field of a refused request, as in the `errors` member of a problem document. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** Codes made in the browser, for what never became an answer of the server. */
export const NETWORK = 'network';
export const UNREADABLE = 'unreadable_answer';

/**
 * An answer that says no, read from an RFC 9457 problem document. `members` holds what the document carries besides
 * the common members (for example `claimed_by_name`, `node`, `current_version`).
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly traceId: string | null;
  readonly errors: FieldProblem[];
  readonly members: Record<string, unknown>;
  readonly retryAfterSeconds: number | null;

  constructor(init: {
    status: number;
    code: string;
    detail?: string | null;
    traceId?: string | null;
    errors?: FieldProblem[];
    members?: Record<string, unknown>;
    retryAfterSeconds?: number | null;
  }) {
    super(init.detail ?? init.code);
    this.name = 'ApiProblem';
    this.status = init.status;
    this.code = init.code;
    this.detail = init.detail ?? null;
    this.traceId = init.traceId ?? null;
    this.errors = init.errors ?? [];
    this.members = init.members ?? {};
    this.retryAfterSeconds = init.retryAfterSeconds ?? null;
  }

  /** A text member of the document, or null. */
  text(name: string): string | null {
    const value = this.members[name];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  flag(name: string): boolean {
    return this.members[name] === true;
  }
}

export function isProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

/** Reads the problem out of a refused answer; anything that is no problem document becomes `unreadable_answer`. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : null;
  const body = await readObject(response);
  if (body === null || typeof body['code'] !== 'string') {
    return new ApiProblem({ status: response.status, code: UNREADABLE, retryAfterSeconds });
  }
  return new ApiProblem({
    status: response.status,
    code: body['code'],
    detail: typeof body['detail'] === 'string' ? body['detail'] : null,
    traceId: typeof body['trace_id'] === 'string' ? body['trace_id'] : null,
    errors: Array.isArray(body['errors']) ? body['errors'].filter(isFieldProblem) : [],
    members: body,
    retryAfterSeconds,
  });
}

async function readObject(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const value: unknown = await response.json();
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === 'object' && value !== null && 'message' in value && 'field' in value;
}
