import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { desk, type TicketRow } from '../../api/desk';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { useDraft, useLeaveDrafts } from '../../app/useDraft';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Fields';
import { dateTime } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { deskKeys } from './deskKeys';
import { draftsFor } from './ticketDraft';

/** One internal ticket with all its walks; an open one can be taken up or closed without a walk. */
export function TicketDialog({ row, onClose }: { row: TicketRow; onClose: () => void }) {
  const { api } = useServices();
  const navigate = useNavigate();
  const leaveDrafts = useLeaveDrafts();
  const words = t.intake.queue;
  const [closing, setClosing] = useState(false);
  const detail = useQuery({
    queryKey: deskKeys.ticket(row.ticket_id),
    queryFn: ({ signal }) => desk.ticket(api, row.ticket_id, signal),
  });
  const ticket = detail.data;
  const takeUp = () => {
    leaveDrafts(draftsFor(row, ticket?.customer_contact ?? null));
    void navigate({ to: '/' });
  };
  return (
    <Modal title={words.ticket(row.ticket_id.slice(-6))} isOpen onClose={onClose}>
      <p className="pre-wrap">{row.problem_statement}</p>
      <Loading query={detail}>
        {ticket !== undefined && (
          <>
            <p className="muted">
              {[
                ticket.customer_name,
                ticket.customer_contact,
                words.by(ticket.created_by_name, dateTime(ticket.created_at)),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
            {ticket.resolution_notes !== null && <p className="pre-wrap">{ticket.resolution_notes}</p>}
            <ul className="plain-list" aria-label={words.walks}>
              {ticket.sessions.map((walk) => (
                <li key={walk.id} className="row-line">
                  <Link to="/l1/walk/$id" params={{ id: walk.id }}>
                    {walk.flow_title ?? t.domain.walkKind[walk.session_kind]}
                  </Link>
                  <Badge text={t.domain.walkStatus[walk.status]} />
                  <span className="muted">
                    {walk.handled_by_name}, {dateTime(walk.started_at)}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loading>
      {closing && <CloseForm ticketId={row.ticket_id} onClosed={onClose} />}
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.close}</Button>
        {(ticket?.status ?? row.status) === 'open' && !closing && (
          <>
            <Button onPress={() => setClosing(true)} data-testid="ticket-close">
              {words.closeTicket}
            </Button>
            <Button
              look="primary"
              isDisabled={detail.isPending}
              onPress={takeUp}
              data-testid="ticket-take-up"
            >
              {words.takeUp}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}

function CloseForm({ ticketId, onClosed }: { ticketId: string; onClosed: () => void }) {
  const client = useQueryClient();
  const words = t.intake.queue;
  const notes = useDraft(`ticket-close.${ticketId}`);
  const [tried, setTried] = useState(false);
  const close = useAction<string, TicketRow>({
    intent: `ticket.${ticketId}.close`,
    run: (api, text, key) => desk.close(api, ticketId, text, { key }),
    onSuccess: () => {
      notes.clear();
      void client.invalidateQueries({ queryKey: ['desk'] });
      onClosed();
    },
    onError: () => client.invalidateQueries({ queryKey: ['desk'] }),
  });
  const missing = notes.text.trim() === '';
  const submit = () => {
    setTried(true);
    if (!missing) close.start(notes.text.trim());
  };
  return (
    <div className="stack">
      <TextArea
        label={t.walk.resolveDialog.notes}
        value={notes.text}
        onChange={notes.change}
        onModEnter={submit}
        maxLength={8000}
        rows={4}
        error={tried && missing ? t.walk.resolveDialog.notesMissing : null}
        testId="ticket-close-notes"
        autoFocus
      />
      <ProblemNote error={close.error} />
      <div className="button-row">
        <Button look="primary" isPending={close.isPending} onPress={submit} data-testid="ticket-close-submit">
          {words.closeTicket}
        </Button>
      </div>
    </div>
  );
}
