import {
  ErrorResponse,
  InMemoryWebStorage,
  UserManager,
  WebStorageStateStore,
  type User,
} from 'oidc-client-ts';
import type { TokenSource } from '../api/client';
import { ApiProblem, NETWORK } from '../api/problem';
import { personOf, type Person } from './roles';

export interface WebConfig {
  issuer: string;
  client_id: string;
  version: string;
}

export const CALLBACK_PATH = '/auth/callback';
export const SIGNED_OUT_PATH = '/signed-out';

const TRIES = 'rf.signin.tries';
const TRIES_WINDOW_MS = 60_000;
const MOST_TRIES = 4;
/** A token with less life left than this is renewed before it is sent. */
const SPARE_SECONDS = 10;

/**
 * Sign-in by authorization code with PKCE. Tokens live in memory only, so a reload asks the identity provider again,
 * which answers without a question while its own session lasts; the code verifier waits in sessionStorage.
 */
export class AuthSession implements TokenSource {
  private renewal: Promise<User | null> | null = null;
  private readonly endListeners = new Set<() => void>();
  private signedIn: Person | null = null;

  constructor(private readonly manager: UserManager) {
    manager.events.addSilentRenewError(() => void this.renew().catch(() => undefined));
  }

  get person(): Person {
    if (this.signedIn === null) throw new Error('nobody is signed in');
    return this.signedIn;
  }

  /** Completes a sign-in that is under way, or starts one (then the page is about to be left and this is false). */
  async start(location: Location): Promise<boolean> {
    if (location.pathname === CALLBACK_PATH) {
      const returnTo = await this.complete(location.href);
      window.history.replaceState(null, '', returnTo);
      return true;
    }
    await this.signIn(location.pathname + location.search);
    return false;
  }

  async signIn(returnTo: string): Promise<void> {
    countTry();
    await this.manager.signinRedirect({ state: { returnTo } });
  }

  async signOut(): Promise<void> {
    await this.manager.signoutRedirect();
  }

  async token(): Promise<string> {
    const user = await this.manager.getUser();
    if (user !== null && (user.expires_in ?? 0) > SPARE_SECONDS) return user.access_token;
    const renewed = await this.renew();
    if (renewed !== null) return renewed;
    this.ended();
    throw new ApiProblem({ status: 401, code: 'token_expired' });
  }

  async renew(): Promise<string | null> {
    this.renewal ??= this.manager
      .signinSilent()
      .catch((error: unknown) => {
        // Only a refusal ends the sign-in; an identity provider that is away is no reason to sign in again.
        if (error instanceof ErrorResponse) return null;
        throw new ApiProblem({ status: 0, code: NETWORK });
      })
      .finally(() => (this.renewal = null));
    const user = await this.renewal;
    return user?.access_token ?? null;
  }

  ended(): void {
    for (const listener of this.endListeners) listener();
  }

  onEnded(listener: () => void): () => void {
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }

  private async complete(url: string): Promise<string> {
    const user = await this.manager.signinRedirectCallback(url);
    sessionStorage.removeItem(TRIES);
    this.signedIn = personOf(user.access_token);
    const state = user.state as { returnTo?: unknown } | undefined;
    const returnTo = state?.returnTo;
    return typeof returnTo === 'string' && returnTo.startsWith('/') && !returnTo.startsWith('//')
      ? returnTo
      : '/';
  }
}

export function createAuthSession(config: WebConfig, origin: string, language: string): AuthSession {
  return new AuthSession(
    new UserManager({
      authority: config.issuer,
      client_id: config.client_id,
      redirect_uri: origin + CALLBACK_PATH,
      post_logout_redirect_uri: origin + SIGNED_OUT_PATH,
      response_type: 'code',
      scope: 'openid',
      ui_locales: language,
      automaticSilentRenew: true,
      loadUserInfo: false,
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    }),
  );
}

/** Stops a redirect loop (a broken client set-up would otherwise reload for ever). */
function countTry(): void {
  const now = Date.now();
  const stored = sessionStorage.getItem(TRIES) ?? '[]';
  const tries = (JSON.parse(stored) as number[]).filter((at) => now - at < TRIES_WINDOW_MS);
  if (tries.length >= MOST_TRIES) {
    sessionStorage.removeItem(TRIES);
    throw new Error('sign-in keeps coming back without a result');
  }
  sessionStorage.setItem(TRIES, JSON.stringify([...tries, now]));
}
