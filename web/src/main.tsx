import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiClient } from './api/client';
import { IntentKeys } from './api/idempotency';
import { Connection } from './app/connection';
import { applyTheme, settingsOf } from './app/settings';
import { SimplePage } from './app/SimplePage';
import { createAuthSession, SIGNED_OUT_PATH, type AuthSession, type WebConfig } from './auth/session';
import { language, speak, t } from './messages';
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

/** Looks and speaks as the person (or, before the sign-in, whoever was here last) wants it. */
async function suit(personId: string | null): Promise<void> {
  const settings = settingsOf(personId);
  applyTheme(settings.theme);
  await speak(settings.language);
}

async function start(): Promise<void> {
  await suit(null);
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
  const auth = createAuthSession(config, window.location.origin, language);
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
  await suit(person.id);
  const connection = new Connection();
  connection.watchBrowser();
  const services = {
    api: new ApiClient(auth, connection.fetch),
    keys: new IntentKeys(window.sessionStorage, person.id),
    person,
    auth,
    version: config.version,
  };
  // Loaded only now: pages keep texts in constants, so the language comes first.
  const { App } = await import('./app/App');
  show(<App services={services} connection={connection} />);
}

void start();
