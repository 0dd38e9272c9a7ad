import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifications } from '../../../api/notifications';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { accountKeys } from '../accountKeys';
import { ChannelDialog } from './ChannelDialog';
import { ChannelRow } from './ChannelRow';
import { SecretOnce, type FreshSecret } from './SecretOnce';

/** Where the account is told of things outside the app (contract-handoffs §7.3). */
export function Channels() {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.notifications.channels;
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<FreshSecret | null>(null);
  const channels = useQuery({
    queryKey: accountKeys.channels,
    queryFn: ({ signal }) => notifications.channels(api, signal),
  });
  const refresh = () => void client.invalidateQueries({ queryKey: accountKeys.channels });
  return (
    <Panel
      title={words.title}
      testId="channels"
      actions={
        <Button size="small" look="primary" onPress={() => setAdding(true)} data-testid="channel-add">
          {words.add}
        </Button>
      }
    >
      <Loading query={channels}>
        <ul className="plain-list">
          {channels.data?.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} onChanged={refresh} onSecret={setSecret} />
          ))}
        </ul>
      </Loading>
      {adding && (
        <ChannelDialog
          channel={null}
          onSaved={(saved) => {
            setAdding(false);
            refresh();
            if (saved.signing_secret !== undefined) {
              setSecret({ value: saved.signing_secret, oldUntil: null });
            }
          }}
          onStale={refresh}
          onClose={() => setAdding(false)}
        />
      )}
      {secret !== null && <SecretOnce secret={secret} onDone={() => setSecret(null)} />}
    </Panel>
  );
}
