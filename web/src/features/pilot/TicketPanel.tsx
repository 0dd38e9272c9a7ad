import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { psa, type Ticket } from '../../api/psa';
import { sessions, type SessionDetail } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { useDebounced } from '../../app/useDebounced';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/Fields';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import type { PanelProps } from './useSession';

const words = t.pilot.ticket;
const SHORTEST_SEARCH = 2;
const SEARCH_PAUSE_MS = 300;

export function TicketPanel({ session, canWork, refresh }: PanelProps) {
  const [linking, setLinking] = useState(false);
  const linked = session.psa_ticket_id;
  const uncertain =
    session.ticket_fetch_status === 'unavailable' || session.ticket_fetch_status === 'unverified';
  return (
    <Panel title={words.title} testId="session-ticket">
      {linked === null ? (
        <p className="muted">{words.none}</p>
      ) : (
        <p data-testid="ticket-linked">
          <b>{words.linked(linked)}</b>
          <br />
          <span className="muted">{describe(session.ticket_data)}</span>
        </p>
      )}
      {linked !== null && uncertain && <p className="muted">{words.unverified}</p>}
      {canWork && (linked === null || linking) && (
        <LinkForm
          session={session}
          onLinked={() => {
            setLinking(false);
            void refresh();
          }}
        />
      )}
      {canWork && linked !== null && !linking && (
        <Button look="quiet" size="small" onPress={() => setLinking(true)}>
          {words.other}
        </Button>
      )}
    </Panel>
  );
}

function LinkForm({ session, onLinked }: { session: SessionDetail; onLinked: () => void }) {
  const { api } = useServices();
  const [text, setText] = useState('');
  const query = useDebounced(text.trim(), SEARCH_PAUSE_MS);
  const link = useAction<{ psa_ticket_id: string; psa_connection_id?: string }, SessionDetail>({
    intent: `session.${session.id}.link-ticket`,
    run: (client, body, key) => sessions.linkTicket(client, session.id, body, { key }),
    onSuccess: onLinked,
  });
  const found = useQuery({
    queryKey: cacheKeys.tickets(query),
    queryFn: ({ signal }) => psa.searchTickets(api, query, signal),
    enabled: query.length >= SHORTEST_SEARCH,
    retry: false,
  });
  const choose = (ticket: Ticket) =>
    link.start({ psa_ticket_id: ticket.ticket_id, psa_connection_id: ticket.connection_id });
  return (
    <>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') link.start({ psa_ticket_id: text.trim() });
        }}
      >
        <TextInput label={words.id} value={text} onChange={setText} maxLength={64} testId="link-ticket-id" />
        <Button type="submit" size="small" isPending={link.isPending} data-testid="link-ticket-submit">
          {words.link}
        </Button>
      </form>
      <ProblemNote error={link.error} />
      {found.data?.length === 0 && <p className="muted">{words.nothing}</p>}
      {found.data !== undefined && found.data.length > 0 && (
        <ul className="plain-list" aria-label={words.results}>
          {found.data.map((ticket) => (
            <li key={`${ticket.connection_id} ${ticket.ticket_id}`}>
              <Button
                look="quiet"
                size="small"
                isDisabled={link.isPending}
                onPress={() => choose(ticket)}
                data-testid="ticket-result"
              >
                <b>{ticket.ticket_number ?? ticket.ticket_id}</b>
                <span className="clip">
                  {[ticket.summary, ticket.company_name, ticket.status_name]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function describe(data: Record<string, unknown> | null): string {
  if (data === null) return '';
  return ['summary', 'company_name', 'board_name', 'status_name']
    .map((name) => data[name])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .join(' · ');
}
