import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { members } from '../../../api/members';
import { notifications, type NotificationSettings } from '../../../api/notifications';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { accountKeys } from '../accountKeys';

/** Who hears of escalated calls, and how long further messages on one subject are held back. */
export function SettingsPanel() {
  const { api } = useServices();
  const words = t.account.notifications.settings;
  const settings = useQuery({
    queryKey: accountKeys.notificationSettings,
    queryFn: ({ signal }) => notifications.settings(api, signal),
  });
  return (
    <Panel title={words.title} testId="notification-settings">
      <Loading query={settings}>
        {settings.data !== undefined && <SettingsForm settings={settings.data} />}
      </Loading>
    </Panel>
  );
}

function SettingsForm({ settings }: { settings: NotificationSettings }) {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.notifications.settings;
  const [choosing, setChoosing] = useState<ReadonlySet<string> | null>(null);
  const people = useQuery({
    queryKey: accountKeys.claimers,
    queryFn: ({ signal }) => members.page(api, { can_claim: true }, null, signal),
  });
  const change = useMutation({
    mutationFn: (patch: Partial<NotificationSettings>) => notifications.changeSettings(api, patch),
    onSuccess: (saved) => {
      client.setQueryData<NotificationSettings>(accountKeys.notificationSettings, saved);
      setChoosing(null);
    },
  });
  const stored = settings.l1_recipient_ids;
  const ticked = choosing ?? new Set(stored);
  const onlyChosen = choosing !== null || stored.length > 0;
  const claimers = people.data?.items ?? [];
  const gone = people.data === undefined ? [] : stored.filter((id) => !claimers.some((one) => one.id === id));
  const windows = Object.entries(words.windows).map(([value, label]) => ({ value, label }));
  const seconds = String(settings.collapse_window_seconds);
  if (words.windows[seconds] === undefined) {
    windows.push({ value: seconds, label: words.seconds(settings.collapse_window_seconds) });
  }
  return (
    <>
      <ProblemNote error={change.error} />
      <fieldset className="field-group">
        <legend className="label">{words.recipients}</legend>
        <label className="tick">
          <input
            type="radio"
            name="recipients"
            checked={!onlyChosen}
            onChange={() => {
              setChoosing(null);
              if (stored.length > 0) change.mutate({ l1_recipient_ids: [] });
            }}
          />
          {words.everybody}
        </label>
        <label className="tick">
          <input
            type="radio"
            name="recipients"
            checked={onlyChosen}
            onChange={() => setChoosing(new Set(stored))}
          />
          {words.chosen}
        </label>
        {onlyChosen && (
          <Loading query={people}>
            <div className="tick-grid">
              {claimers.map((member) => (
                <label key={member.id} className="tick">
                  <input
                    type="checkbox"
                    checked={ticked.has(member.id)}
                    onChange={(event) => {
                      const next = new Set(ticked);
                      if (event.target.checked) next.add(member.id);
                      else next.delete(member.id);
                      setChoosing(next);
                    }}
                  />
                  {member.name}
                </label>
              ))}
            </div>
            {gone.length > 0 && <p className="muted">{words.gone}</p>}
            {choosing !== null && ticked.size === 0 && <p className="hint">{words.atLeastOne}</p>}
            <Button
              size="small"
              look="primary"
              isDisabled={choosing === null || ticked.size === 0}
              isPending={change.isPending}
              onPress={() =>
                change.mutate({
                  l1_recipient_ids: claimers.map((one) => one.id).filter((id) => ticked.has(id)),
                })
              }
            >
              {t.common.save}
            </Button>
          </Loading>
        )}
      </fieldset>
      <Choice
        label={words.window}
        value={seconds}
        options={windows}
        onChange={(value) => change.mutate({ collapse_window_seconds: Number(value) })}
        testId="collapse-window"
      />
    </>
  );
}
