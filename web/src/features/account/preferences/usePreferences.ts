import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { preferences, type PreferencePatch, type Preferences } from '../../../api/preferences';
import { useServices } from '../../../app/services';
import { accountKeys } from '../accountKeys';

/** Preferences of the account. Each change is sent at once and answered with the whole as it then is. */
export function usePreferences() {
  const { api } = useServices();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: accountKeys.preferences,
    queryFn: ({ signal }) => preferences.read(api, signal),
  });
  const change = useMutation({
    mutationFn: (patch: PreferencePatch) => preferences.change(api, patch),
    // One after the other: the answer to an earlier change must not paint over a later one.
    scope: { id: 'preferences' },
    onSuccess: (saved) => {
      client.setQueryData<Preferences>(accountKeys.preferences, saved);
      // The default connection is kept with the connections as well.
      void client.invalidateQueries({ queryKey: accountKeys.connections });
    },
  });
  return { query, change };
}

export type PreferencesHandle = ReturnType<typeof usePreferences>;
