import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { EVENT_KEYS, notifications, type EventKey, type MailPreferences } from '../../../api/notifications';
import { useServices } from '../../../app/services';
import type { Person } from '../../../auth/roles';
import { t } from '../../../messages';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Toggle } from '../../../ui/Toggle';
import { accountKeys } from '../accountKeys';

/** One's own choice per event; what a role is never told is left out (contract-handoffs §7.1). */
export function MailChoices() {
  const { api, person } = useServices();
  const client = useQueryClient();
  const words = t.account.notifications;
  const choices = useQuery({
    queryKey: accountKeys.mail,
    queryFn: ({ signal }) => notifications.mail(api, signal),
  });
  const change = useMutation({
    mutationFn: (email: Record<string, boolean>) => notifications.changeMail(api, email),
    scope: { id: 'mail-choices' },
    onSuccess: (saved) => client.setQueryData<MailPreferences>(accountKeys.mail, saved),
  });
  const shown = EVENT_KEYS.filter((key) => reaches(key, person) && choices.data?.email[key] !== undefined);
  return (
    <Panel title={words.mine.title} testId="mail-choices">
      <p className="muted">{words.mine.text}</p>
      <ProblemNote error={change.error} />
      <Loading query={choices}>
        <div className="stack" role="group" aria-label={words.mine.group}>
          {shown.map((key) => (
            <Toggle
              key={key}
              isSelected={choices.data?.email[key] === true}
              onChange={(on) => change.mutate({ [key]: on })}
              testId={`mail-${key}`}
            >
              {words.event[key]}
            </Toggle>
          ))}
        </div>
      </Loading>
    </Panel>
  );
}

function reaches(key: EventKey, person: Person): boolean {
  switch (key) {
    case 'handoff.claimed':
      return person.worksSessions || person.takesCalls;
    case 'psa.connection_paused':
    case 'knowledge_gap.detected':
      return person.runsAccount;
    default:
      return person.worksSessions;
  }
}
