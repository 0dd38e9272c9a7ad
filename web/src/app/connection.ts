import { onlineManager } from '@tanstack/react-query';
import { createContext, use } from 'react';

const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 8_000;
/** What a proxy in front of a gateway that is away answers. */
const AWAY = [502, 503, 504];

type Fetch = typeof fetch;

/**
 * Whether the server can be reached. While it cannot, it is asked again and again; queries wait meanwhile, and so do
 * calls that carry an idempotency key. Everything goes on by itself as soon as it answers.
 */
export class Connection {
  private lost: number | null = null;
  private probing: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly doFetch: Fetch = (input, init) => fetch(input, init)) {}

  /** Takes the browser's own word, too: it knows at once when the network is unplugged. */
  watchBrowser(): void {
    onlineManager.setEventListener(() => undefined);
    window.addEventListener('offline', () => this.failed());
    window.addEventListener('online', () => void this.probe());
  }

  /** `fetch`, watched. */
  readonly fetch: Fetch = async (input, init) => {
    let response: Response;
    try {
      response = await this.doFetch(input, init);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.failed();
      throw error;
    }
    if (isAway(response)) {
      this.failed();
      throw new TypeError('the server is away');
    }
    this.reached();
    return response;
  };

  /** Since when nothing answers, in milliseconds; null while all is well. */
  readonly lostSince = (): number | null => this.lost;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly probe = async (): Promise<void> => {
    this.stopProbing();
    try {
      const response = await this.doFetch('/config.json', { cache: 'no-store' });
      if (response.ok) this.reached();
    } catch {
      // Still away.
    }
    if (this.lost !== null) this.probeLater();
  };

  private failed(): void {
    if (this.lost !== null) return;
    this.lost = Date.now();
    onlineManager.setOnline(false);
    this.tell();
    this.probeLater();
  }

  private reached(): void {
    if (this.lost === null) return;
    this.lost = null;
    this.stopProbing();
    onlineManager.setOnline(true);
    this.tell();
  }

  private probeLater(): void {
    const lostFor = Date.now() - (this.lost ?? Date.now());
    const pause = Math.min(LONGEST_PROBE_MS, Math.max(FIRST_PROBE_MS, lostFor / 4));
    this.probing = setTimeout(() => void this.probe(), pause);
  }

  private stopProbing(): void {
    if (this.probing !== null) clearTimeout(this.probing);
    this.probing = null;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function isAway(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return AWAY.includes(response.status) && !type.includes('json');
}

export const ConnectionContext = createContext(new Connection());

export function useConnection(): Connection {
  return use(ConnectionContext);
}
