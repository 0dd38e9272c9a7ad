import { useState } from 'react';
import { PRIORITIES, type Priority } from '../../../api/l1';
import {
  CHANNEL_TYPES,
  EVENT_KEYS,
  notifications,
  type Channel,
  type ChannelRequest,
  type ChannelType,
  type EventKey,
} from '../../../api/notifications';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface ChannelDialogProps {
  /** Null for a new one. */
  channel: Channel | null;
  onSaved: (saved: Channel & { signing_secret?: string }) => void;
  onStale: () => void;
  onClose: () => void;
}

const FIRST_EVENTS: readonly EventKey[] = ['session.escalated', 'l1.session.escalated'];

/** A new channel or a changed one. The address is a secret too: it is never read back, only replaced. */
export function ChannelDialog({ channel, onSaved, onStale, onClose }: ChannelDialogProps) {
  const words = t.account.notifications.form;
  const [type, setType] = useState<ChannelType>(channel?.type ?? 'webhook');
  const [name, setName] = useState(channel?.name ?? '');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<ReadonlySet<EventKey>>(
    () => new Set(channel?.events_enabled ?? FIRST_EVENTS),
  );
  const [priority, setPriority] = useState<Priority>(channel?.min_priority ?? 'low');
  const [tried, setTried] = useState(false);
  const isMail = type === 'email';
  const save = useAction<ChannelRequest, Channel & { signing_secret?: string }>({
    intent: `channel.${channel?.id ?? 'new'}.save`,
    run: (api, body, key) =>
      channel === null
        ? notifications.createChannel(api, body, { key })
        : notifications.changeChannel(api, channel.id, { ...body, version: channel.version }),
    onSuccess: onSaved,
    onError: onStale,
  });

  const nameMissing = !isMail && name.trim() === '';
  const urlMissing = channel === null && url.trim() === '';
  const submit = () => {
    setTried(true);
    if (nameMissing || urlMissing || events.size === 0) return;
    const events_enabled = EVENT_KEYS.filter((key) => events.has(key));
    save.start(
      isMail
        ? { events_enabled }
        : {
            ...(channel === null ? { type } : {}),
            name: name.trim(),
            ...(url.trim() === '' ? {} : { url: url.trim() }),
            events_enabled,
            min_priority: priority,
          },
    );
  };
  return (
    <Modal title={channel === null ? words.addTitle : words.editTitle(channel.name)} isOpen onClose={onClose}>
      {channel === null && (
        <Choice
          label={words.type}
          value={type === 'email' ? '' : type}
          options={CHANNEL_TYPES.map((value) => ({ value, label: t.account.notifications.type[value] }))}
          onChange={setType}
          testId="channel-type"
        />
      )}
      {!isMail && (
        <>
          <TextInput
            label={words.name}
            value={name}
            onChange={setName}
            maxLength={100}
            error={tried && nameMissing ? words.nameMissing : null}
            testId="channel-name"
          />
          <TextInput
            label={words.url}
            value={url}
            onChange={setUrl}
            maxLength={2000}
            hint={channel?.url_hint == null ? words.urlHint[type] : words.urlKept(channel.url_hint)}
            error={tried && urlMissing ? words.urlMissing : null}
            testId="channel-url"
          />
        </>
      )}
      <fieldset className="field-group" data-testid="channel-events">
        <legend className="label">{words.events}</legend>
        {EVENT_KEYS.map((key) => (
          <label key={key} className="tick">
            <input
              type="checkbox"
              checked={events.has(key)}
              onChange={(event) => {
                const next = new Set(events);
                if (event.target.checked) next.add(key);
                else next.delete(key);
                setEvents(next);
              }}
            />
            {t.account.notifications.event[key]}
          </label>
        ))}
        {tried && events.size === 0 && <p className="field-error">{words.eventsMissing}</p>}
      </fieldset>
      {!isMail && (
        <Choice
          label={words.priority}
          value={priority}
          options={PRIORITIES.map((value) => ({ value, label: t.domain.priority[value] }))}
          onChange={setPriority}
        />
      )}
      <ProblemNote error={save.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={save.isPending} onPress={submit} data-testid="channel-submit">
          {channel === null ? words.submitAdd : words.submitEdit}
        </Button>
      </div>
    </Modal>
  );
}
