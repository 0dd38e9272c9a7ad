import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ai, type AiSettings, type AiSettingsRequest } from '../../../api/ai';
import { isProblem } from '../../../api/problem';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { accountKeys } from '../accountKeys';

/** The AI settings, which are sent as a whole; a change by somebody else is shown, then sent upon again. */
export function useAiSettings() {
  const { api } = useServices();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: accountKeys.aiSettings,
    queryFn: ({ signal }) => ai.settings(api, signal),
  });
  const change = useMutation({
    mutationFn: (patch: Partial<AiSettingsRequest>) => {
      // The newest known state, not the one of the render the click came from.
      const known = client.getQueryData<AiSettings>(accountKeys.aiSettings);
      if (known === undefined) throw new Error('settings are not loaded');
      return ai.changeSettings(api, { ...writable(known), ...patch });
    },
    scope: { id: 'ai-settings' },
    onSuccess: (saved) => {
      client.setQueryData<AiSettings>(accountKeys.aiSettings, saved);
      void client.invalidateQueries({ queryKey: cacheKeys.quota });
      void client.invalidateQueries({ queryKey: accountKeys.providers });
    },
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        void client.invalidateQueries({ queryKey: accountKeys.aiSettings });
      }
    },
  });
  return { query, change };
}

function writable(settings: AiSettings): AiSettingsRequest {
  return {
    ai_enabled: settings.ai_enabled,
    allowed_providers: settings.allowed_providers,
    offline_on_quota: settings.offline_on_quota,
    redaction: settings.redaction,
    prompt_log_until: settings.prompt_log_until,
    time_zone: settings.time_zone,
    version: settings.version,
  };
}
