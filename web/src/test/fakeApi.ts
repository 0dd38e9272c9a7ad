/** One call the app made, as the server would have seen it. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown> | null;
  /** What a form sent; null for JSON. */
  form: FormData | null;
  headers: Headers;
}

type Handler = (call: Call) => Response | Promise<Response>;

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

export function problem(
  status: number,
  code: string,
  detail: string,
  members: Record<string, unknown> = {},
): Response {
  return json(
    { type: 'about:blank', title: '', status, code, detail, trace_id: 'trace-1', errors: [], ...members },
    status,
  );
}

/** Stands in for `fetch`: answers by method and path, 404 for what no test asked for, and remembers every call. */
export class FakeApi {
  readonly calls: Call[] = [];
  private readonly handlers: { method: string; path: string | RegExp; handler: Handler }[] = [];

  on(method: string, path: string | RegExp, handler: Handler): this {
    this.handlers.unshift({ method, path, handler });
    return this;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://app.test');
    const call: Call = {
      method: init?.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : null,
      form: init?.body instanceof FormData ? init.body : null,
      headers: new Headers(init?.headers),
    };
    this.calls.push(call);
    const match = this.handlers.find(
      ({ method, path }) =>
        method === call.method && (typeof path === 'string' ? path === call.path : path.test(call.path)),
    );
    return match === undefined ? problem(404, 'not_found', 'There is no such thing.') : match.handler(call);
  };

  sent(method: string, path: string): Call[] {
    return this.calls.filter((call) => call.method === method && call.path === path);
  }
}
