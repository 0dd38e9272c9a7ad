import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiClient } from './api/client';
import { IntentKeys } from './api/idempotency';
import { App } from './app/App';
import { SimplePage } from './app/SimplePage';
import { createAuthSession, SIGNED_OUT_PATH, type AuthSession, type WebConfig } from './auth/session';
import { t } from './messages';
import './styles/index.css';
import { Button } from './ui/Button';

const root = createRoot(document.getElementById('root') as HTMLElement);
const show = (page: ReactNode) => root.render(<StrictMode>{page}</StrictMode>);

function askToSignIn(auth: AuthSession, title: string, detail?: string): void {
  const signIn = () => {
    auth.signIn('/').catch(() => askToSignIn(auth, t.shell.signInFailed, t.shell.signInFailedNext));
  };
  show(
    <SimplePage title={title} {...(detail === undefined ? {} : { detail })}>
      <Button look="primary" onPress={signIn} data-testid="sign-in">
        {t.shell.signIn}
      </Button>
    </SimplePage>,
  );
}

async function loadConfig(): Promise<WebConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (await response.json()) as WebConfig;
}

async function start(): Promise<void> {
  let config: WebConfig;
  try {
    config = await loadConfig();
  } catch {
    show(
      <SimplePage title={t.shell.configFailed}>
        <Button look="primary" onPress={() => window.location.reload()}>
          {t.common.tryAgain}
        </Button>
      </SimplePage>,
    );
    return;
  }
  const auth = createAuthSession(config, window.location.origin);
  if (window.location.pathname === SIGNED_OUT_PATH) {
    askToSignIn(auth, t.shell.signedOut);
    return;
  }
  show(<SimplePage title={t.shell.signingIn} />);
  try {
    if (!(await auth.start(window.location))) return;
  } catch {
    askToSignIn(auth, t.shell.signInFailed, t.shell.signInFailedNext);
    return;
  }
  const person = auth.person;
  const services = {
    api: new ApiClient(auth),
    keys: new IntentKeys(window.sessionStorage, person.id),
    person,
    auth,
    version: config.version,
  };
  show(<App services={services} />);
}

void start();
