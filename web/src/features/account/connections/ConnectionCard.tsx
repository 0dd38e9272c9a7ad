import { useState } from 'react';
import { connections, type FullConnection, type TestResult } from '../../../api/connections';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { dateTime, whole } from '../../../ui/format';
import { ProblemNote } from '../../../ui/ProblemNote';
import { EditConnectionDialog } from './EditConnectionDialog';
import { RemoveConnectionDialog } from './RemoveConnectionDialog';
import { TestResultView } from './TestResultView';

export const STATUS_TONE: Record<FullConnection['status'], Tone> = {
  untested: 'warn',
  ok: 'good',
  degraded: 'warn',
  paused: 'bad',
  deleted: 'neutral',
};

interface ConnectionCardProps {
  connection: FullConnection;
  onChanged: () => void;
  onMakeDefault: () => void;
  isMakingDefault: boolean;
}

/** One connection for those who run the account: how it does, and everything that can be done with it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, onChanged } = props;
  const words = t.account.connections;
  const [dialog, setDialog] = useState<'edit' | 'secrets' | 'remove' | null>(null);
  const test = useAction<number, TestResult>({
    intent: `connection.${connection.id}.test`,
    run: (api, _, key) => connections.test(api, connection.id, { key }),
    onSuccess: onChanged,
    onError: onChanged,
  });
  const close = () => setDialog(null);
  const saved = () => {
    close();
    test.reset();
    onChanged();
  };
  return (
    <section className="panel" aria-label={connection.display_name} data-testid="connection">
      <div className="panel-head">
        <h2 className="panel-title connection-title">
          {connection.display_name}
          <Badge
            text={words.status[connection.status]}
            tone={STATUS_TONE[connection.status]}
            testId="connection-status"
          />
          {connection.is_default && <Badge text={words.isDefault} tone="info" />}
        </h2>
        <div className="button-row">
          <Button
            size="small"
            isPending={test.isPending}
            onPress={() => test.start(Date.now())}
            data-testid="connection-test"
          >
            {test.isPending ? words.testing : words.test}
          </Button>
          <Button size="small" onPress={() => setDialog('edit')} data-testid="connection-edit">
            {words.edit}
          </Button>
          <Button size="small" onPress={() => setDialog('secrets')} data-testid="connection-rotate">
            {words.rotate}
          </Button>
          {!connection.is_default && (
            <Button size="small" isPending={props.isMakingDefault} onPress={props.onMakeDefault}>
              {words.makeDefault}
            </Button>
          )}
          <Button
            size="small"
            look="danger"
            onPress={() => setDialog('remove')}
            data-testid="connection-remove"
          >
            {words.remove}
          </Button>
        </div>
      </div>
      <StatusSentence connection={connection} />
      <Facts connection={connection} />
      <ProblemNote error={test.error} />
      {test.data !== undefined && <TestResultView result={test.data} />}
      {(dialog === 'edit' || dialog === 'secrets') && (
        <EditConnectionDialog
          connection={connection}
          onlySecrets={dialog === 'secrets'}
          onSaved={saved}
          onStale={onChanged}
          onClose={close}
        />
      )}
      {dialog === 'remove' && (
        <RemoveConnectionDialog connection={connection} onRemoved={saved} onClose={close} />
      )}
    </section>
  );
}

function StatusSentence({ connection }: { connection: FullConnection }) {
  const words = t.account.connections;
  switch (connection.status) {
    case 'untested':
      return <p className="muted">{words.untestedNext}</p>;
    case 'degraded':
      return <p className="muted">{words.degradedNext}</p>;
    case 'paused':
      return <p>{words.paused[connection.paused_reason ?? ''] ?? words.pausedOther}</p>;
    default:
      return null;
  }
}

function Facts({ connection }: { connection: FullConnection }) {
  const words = t.account.connections;
  const config = Object.entries(connection.config).filter(
    ([, value]) => value !== null && value !== false && value !== true,
  );
  const facts: [string, string][] = [
    [words.address, connection.base_url ?? words.discovered],
    ...config.map(([name, value]): [string, string] => [words.field[name] ?? name, String(value)]),
    ...Object.entries(connection.credential_hints).map(([name, last]): [string, string] => [
      words.secret[name] ?? name,
      last === '' ? words.stored : words.endsIn(last),
    ]),
    [
      words.lastTested,
      connection.last_tested_at === null ? words.never : dateTime(connection.last_tested_at),
    ],
    [words.lastOk, connection.last_ok_at === null ? words.never : dateTime(connection.last_ok_at)],
    [
      words.version,
      [
        words.provider[connection.provider],
        connection.server_version,
        words.noteLength(whole(connection.capabilities.max_note_length)),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [words.createdBy, `${connection.created_by_name}, ${dateTime(connection.created_at)}`],
  ];
  return (
    <dl className="facts-columns">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
