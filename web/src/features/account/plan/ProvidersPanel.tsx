import { useQuery } from '@tanstack/react-query';
import { ai, type AiProvider } from '../../../api/ai';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { TableScroll } from '../../../ui/TableScroll';
import { accountKeys } from '../accountKeys';
import { useAiSettings } from './useAiSettings';

const TONE: Record<AiProvider['state'], Tone> = {
  up: 'good',
  degraded: 'warn',
  down: 'neutral',
  unknown: 'neutral',
};

/** Which providers answer, and which of them this account allows. */
export function ProvidersPanel() {
  const { api } = useServices();
  const words = t.account.plan.providers;
  const { query: settings, change } = useAiSettings();
  const providers = useQuery({
    queryKey: accountKeys.providers,
    queryFn: ({ signal }) => ai.providers(api, signal),
  });
  const allowed = settings.data?.allowed_providers ?? null;
  const allow = (name: string, on: boolean) => {
    const names = (providers.data ?? []).filter((one) => one.allowed).map((one) => one.name);
    change.mutate({ allowed_providers: on ? [...names, name] : names.filter((other) => other !== name) });
  };
  const allowedCount = (providers.data ?? []).filter((one) => one.allowed).length;
  return (
    <Panel title={words.title} testId="ai-providers">
      <ProblemNote error={change.error} />
      <Loading query={providers}>
        <TableScroll label={words.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.models}</th>
                <th scope="col">{words.allowed}</th>
              </tr>
            </thead>
            <tbody>
              {providers.data?.map((provider) => (
                <tr key={provider.name} data-testid="ai-provider" data-name={provider.name}>
                  <th scope="row">{provider.label}</th>
                  <td>
                    <Badge
                      text={provider.configured ? words.states[provider.state] : words.notConfigured}
                      tone={provider.configured ? TONE[provider.state] : 'neutral'}
                    />
                  </td>
                  <td>{provider.models.map((model) => model.model).join(', ')}</td>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={words.allow(provider.label)}
                      checked={provider.allowed}
                      disabled={settings.data === undefined || (provider.allowed && allowedCount === 1)}
                      onChange={(event) => allow(provider.name, event.target.checked)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
        {settings.data !== undefined && allowed === null && <p className="muted">{words.all}</p>}
        {allowedCount === 1 && <p className="muted">{words.lastOne}</p>}
        {allowed !== null && (
          <Button size="small" onPress={() => change.mutate({ allowed_providers: null })}>
            {words.allowAll}
          </Button>
        )}
      </Loading>
    </Panel>
  );
}
