import { ApiProblem } from './problem';

interface OpenIntent {
  digest: string;
  key: string;
  at: number;
}

const PREFIX = 'rf.intent.';
const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Idempotency keys of what the user is about to do. The same intent with the same input keeps its key until it is
 * settled, also over a reload of the page; another input is another intent and gets a new key. Only a digest of the
 * input is stored, never the input.
 */
export class IntentKeys {
  constructor(
    private readonly storage: Storage,
    private readonly userId: string,
    private readonly now: () => number = Date.now,
    private readonly newKey: () => string = () => crypto.randomUUID(),
  ) {}

  keyFor(intent: string, input: unknown): string {
    const digest = digestOf(input);
    const open = this.read(intent);
    if (open !== null && open.digest === digest && this.now() - open.at < KEY_LIFETIME_MS) return open.key;
    const fresh: OpenIntent = { digest, key: this.newKey(), at: this.now() };
    this.storage.setItem(this.name(intent), JSON.stringify(fresh));
    return fresh.key;
  }

  settle(intent: string): void {
    this.storage.removeItem(this.name(intent));
  }

  private name(intent: string): string {
    return `${PREFIX}${this.userId}.${intent}`;
  }

  private read(intent: string): OpenIntent | null {
    const stored = this.storage.getItem(this.name(intent));
    if (stored === null) return null;
    try {
      return JSON.parse(stored) as OpenIntent;
    } catch {
      return null;
    }
  }
}

const FREE_AGAIN = ['idempotency_in_flight', 'writeback_in_progress', 'writeback_unresolved'];

/** Whether a repeat of the same intent must go out under the same key: its outcome is unknown, or the key is free. */
export function keepsKey(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500 || FREE_AGAIN.includes(error.code);
}

/** FNV-1a over the JSON, in two lanes: tells inputs apart, keeps none of their text. */
function digestOf(input: unknown): string {
  // A missing input has no JSON text at all, whatever the type of stringify says.
  const text = input === undefined ? '' : JSON.stringify(input);
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x85ebca6b);
  }
  return `${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}-${text.length}`;
}
