import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { notifications, type Channel, type ChannelTest } from '../../../api/notifications';
import { useServices } from '../../../app/services';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { plain } from '../../../ui/format';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { ChannelDialog } from './ChannelDialog';
import { DeliveriesDialog } from './DeliveriesDialog';
import type { FreshSecret } from './SecretOnce';

interface ChannelRowProps {
  channel: Channel;
  onChanged: () => void;
  onSecret: (secret: FreshSecret) => void;
}

export function ChannelRow({ channel, onChanged, onSecret }: ChannelRowProps) {
  const { api } = useServices();
  const words = t.account.notifications;
  const [dialog, setDialog] = useState<'edit' | 'deliveries' | 'rotate' | 'remove' | null>(null);
  const close = () => setDialog(null);
  const test = useAction<number, ChannelTest>({
    intent: `channel.${channel.id}.test`,
    run: (client, _, key) => notifications.testChannel(client, channel.id, { key }),
  });
  const rotate = useAction<number, { signing_secret: string; previous_valid_until: string }>({
    intent: `channel.${channel.id}.rotate`,
    run: (client, _, key) => notifications.rotateSecret(client, channel.id, { key }),
    onSuccess: (rotated) => {
      close();
      onChanged();
      onSecret({ value: rotated.signing_secret, oldUntil: rotated.previous_valid_until });
    },
  });
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      notifications.changeChannel(api, channel.id, { enabled, version: channel.version }),
    onSettled: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => notifications.removeChannel(api, channel.id),
    onSuccess: () => {
      close();
      onChanged();
    },
  });
  const facts = [
    words.type[channel.type],
    channel.builtin ? words.channels.builtin : channel.url_hint,
    words.channels.events(channel.events_enabled.length),
    channel.min_priority === 'low' ? null : words.channels.from(t.domain.priority[channel.min_priority]),
  ].filter((fact) => fact !== null);
  return (
    <li className="walk-row" data-testid="channel" data-channel-type={channel.type}>
      <div className="row-line">
        <span className="row-text">
          <b>{channel.builtin ? words.type.email : channel.name}</b>{' '}
          <Badge
            text={channel.enabled ? words.channels.on : words.channels.off}
            tone={channel.enabled ? 'good' : 'neutral'}
          />
          <span className="muted row-facts">{facts.join(' · ')}</span>
        </span>
        <span className="button-row">
          <Button
            size="small"
            isPending={test.isPending}
            onPress={() => test.start(Date.now())}
            data-testid="channel-test"
          >
            {test.isPending ? words.channels.testing : words.channels.test}
          </Button>
          <Button size="small" onPress={() => setDialog('edit')} data-testid="channel-edit">
            {words.channels.edit}
          </Button>
          <Button
            size="small"
            isPending={enable.isPending}
            onPress={() => enable.mutate(!channel.enabled)}
            data-testid="channel-enable"
          >
            {channel.enabled ? words.channels.disable : words.channels.enable}
          </Button>
          {channel.type === 'webhook' && (
            <Button size="small" onPress={() => setDialog('rotate')} data-testid="channel-rotate">
              {words.channels.rotate}
            </Button>
          )}
          <Button size="small" look="quiet" onPress={() => setDialog('deliveries')}>
            {words.channels.deliveries}
          </Button>
          {!channel.builtin && (
            <Button
              size="small"
              look="danger"
              onPress={() => setDialog('remove')}
              data-testid="channel-remove"
            >
              {words.channels.remove}
            </Button>
          )}
        </span>
      </div>
      {test.data !== undefined && <TestLine result={test.data} />}
      <ProblemNote error={test.error ?? enable.error} />
      {dialog === 'edit' && (
        <ChannelDialog
          channel={channel}
          onSaved={() => {
            close();
            test.reset();
            onChanged();
          }}
          onStale={onChanged}
          onClose={close}
        />
      )}
      {dialog === 'deliveries' && <DeliveriesDialog channel={channel} onClose={close} />}
      {dialog === 'rotate' && (
        <AskFirst
          words={words.rotateDialog}
          name={channel.name}
          action={rotate}
          onConfirm={() => rotate.start(channel.version)}
          onClose={close}
          testId="channel-rotate-confirm"
        />
      )}
      {dialog === 'remove' && (
        <AskFirst
          words={words.removeDialog}
          name={channel.name}
          action={remove}
          onConfirm={() => remove.mutate()}
          onClose={close}
          testId="channel-remove-confirm"
        />
      )}
    </li>
  );
}

function TestLine({ result }: { result: ChannelTest }) {
  const words = t.account.notifications;
  const text = result.ok
    ? result.http_status === null
      ? words.channels.testOk
      : words.channels.testOkStatus(result.http_status)
    : result.http_status !== null
      ? words.channels.testFailedStatus(result.http_status)
      : words.channels.testFailed(
          words.errorCode[result.error_code ?? ''] ?? plain(result.error_code ?? t.common.none),
        );
  return (
    <p
      className={result.ok ? 'test-ok' : 'test-failed'}
      role="status"
      data-testid="channel-test-result"
      data-ok={result.ok}
    >
      {text}
    </p>
  );
}

interface AskFirstProps {
  words: { title: (name: string) => string; text: string; submit: string };
  name: string;
  action: { isPending: boolean; error: Error | null };
  onConfirm: () => void;
  onClose: () => void;
  testId: string;
}

function AskFirst({ words, name, action, onConfirm, onClose, testId }: AskFirstProps) {
  return (
    <Modal title={words.title(name)} isOpen alert onClose={onClose}>
      <p>{words.text}</p>
      <ProblemNote error={action.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="danger" isPending={action.isPending} onPress={onConfirm} data-testid={testId}>
          {words.submit}
        </Button>
      </div>
    </Modal>
  );
}
