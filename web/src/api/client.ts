import { ApiProblem, NETWORK, readProblem } from './problem';
import { sendByRequest } from './sendByRequest';

/** Where the client gets its bearer token; tokens live in memory only. */
export interface TokenSource {
  token: () => Promise<string>;
  /** A fresh token after a 401, or null when the person has to sign in again. */
  renew: () => Promise<string | null>;
  /** Called when no token can be had any more. */
  ended: () => void;
}

export interface SendOptions {
  /** `Idempotency-Key`: one per intent of the user, the same on every retry of it. */
  key?: string;
  signal?: AbortSignal;
}

type RawInit = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

export type Query = Record<string, string | number | boolean | null | undefined>;

export const API_ROOT = '/api/v1';

/** Sends one file and tells how much of it has left; `fetch` cannot say that. */
export type FileSender = (
  address: string,
  init: { token: string; form: FormData; signal: AbortSignal },
  onProgress: (share: number) => void,
) => Promise<Response>;

/** Same-origin JSON client of the public API. Every refusal is thrown as {@link ApiProblem}. */
export class ApiClient {
  constructor(
    private readonly tokens: TokenSource,
    private readonly doFetch: typeof fetch = (input, init) => fetch(input, init),
    private readonly sendFile: FileSender = sendByRequest,
  ) {}

  // The caller names the shape of the answer: this is where untyped JSON becomes typed.

  async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    const response = await this.raw(path + toQueryString(query), { signal: signal ?? null });
    return (await response.json()) as T;
  }

  /** As {@link get}, with the answer's headers (stream position, counts, links). */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as with get
  async getWithHeaders<T>(
    path: string,
    query: Query = {},
    signal?: AbortSignal,
  ): Promise<{ body: T; headers: Headers }> {
    const response = await this.raw(path + toQueryString(query), { signal: signal ?? null });
    return { body: (await response.json()) as T, headers: response.headers };
  }

  async send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    options: SendOptions = {},
  ): Promise<T> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (options.key !== undefined) headers['Idempotency-Key'] = options.key;
    const response = await this.raw(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: options.signal ?? null,
    });
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  /** One file as a form; `onProgress` gets the share sent, 0 to 1. */
  async upload<T>(
    path: string,
    form: FormData,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<T> {
    const response = await this.authorized((token) =>
      this.sendFile(API_ROOT + path, { token, form, signal }, onProgress),
    );
    return (await response.json()) as T;
  }

  /** An answer that is a success, its body unread. Retries once with a renewed token after a 401. */
  async raw(path: string, init: RawInit): Promise<Response> {
    return this.authorized((token) => this.attempt(path, init, token));
  }

  private async authorized(attempt: (token: string) => Promise<Response>): Promise<Response> {
    let response = await attempt(await this.tokens.token());
    if (response.status === 401) {
      const renewed = await this.tokens.renew();
      if (renewed !== null) response = await attempt(renewed);
    }
    if (response.ok) return response;
    if (response.status === 401) this.tokens.ended();
    throw await readProblem(response);
  }

  private async attempt(path: string, init: RawInit, token: string) {
    try {
      return await this.doFetch(API_ROOT + path, {
        ...init,
        headers: { Accept: 'application/json', ...init.headers, Authorization: `Bearer ${token}` },
        credentials: 'omit',
        cache: 'no-store',
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiProblem({ status: 0, code: NETWORK });
    }
  }
}

function toQueryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
