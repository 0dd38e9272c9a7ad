import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { l1, type FlowCandidate, type IntakeAnswer, type IntakeRequest } from '../../api/l1';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { deskKeys } from './deskKeys';
import { ticketIn } from './ticketDraft';

/** What the technician chose after the first answer. */
export type Follow =
  | { kind: 'use'; flowId: string }
  | { kind: 'none' }
  | { kind: 'build' }
  | { kind: 'adhoc' }
  | { kind: 'again' };

/** The call box: the caller's words, the outcome, and the choices it leaves (contract-l1 §2). */
export function useIntake() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const statement = useDraft('intake.statement');
  const customer = useDraft('intake.customer');
  const contact = useDraft('intake.contact');
  const psaTicket = useDraft('intake.psa-ticket');
  const ticketDraft = useDraft('intake.ticket');
  const ticket = ticketIn(ticketDraft.text);
  const [answer, setAnswer] = useState<IntakeAnswer | null>(null);
  const [rejected, setRejected] = useState<string[]>([]);

  const forget = () => {
    for (const draft of [statement, customer, contact, psaTicket, ticketDraft]) draft.clear();
  };

  const intake = useAction<IntakeRequest, IntakeAnswer>({
    intent: 'intake',
    run: (api, body, key) => l1.intake(api, body, { key }),
    onSuccess: (result) => {
      if (result.session_id === null) {
        setAnswer(result);
        return;
      }
      forget();
      client.setQueryData(
        deskKeys.warnings(result.session_id),
        (result.warnings ?? []).map((warning) => warning.message),
      );
      void client.invalidateQueries({ queryKey: ['desk', 'tickets'] });
      void navigate({ to: '/l1/walk/$id', params: { id: result.session_id } });
    },
  });

  const call = {
    problem_statement: statement.text.trim(),
    ...textOf('customer_name', customer.text),
    ...textOf('customer_contact', contact.text),
    ...(ticket === null ? textOf('psa_ticket_id', psaTicket.text) : { ticket_id: ticket.id }),
  };

  const submit = (follow: Follow = { kind: 'again' }) => {
    if (call.problem_statement === '') return;
    const turnedDown =
      follow.kind === 'none' && answer !== null
        ? [...new Set([...rejected, ...shown(answer).map((flow) => flow.flow_id)])].slice(0, 10)
        : rejected;
    setRejected(turnedDown);
    intake.start({
      ...call,
      ...(answer === null ? {} : { follows_intake_id: answer.intake_id }),
      ...(turnedDown.length === 0 ? {} : { rejected_flow_ids: turnedDown }),
      ...(follow.kind === 'use' ? { flow_id: follow.flowId } : {}),
      ...(follow.kind === 'build' ? { force_build: true } : {}),
      ...(follow.kind === 'adhoc' ? { adhoc: true } : {}),
    });
  };

  /** Another call: nothing of the last one may stick to it. */
  const clear = () => {
    forget();
    setAnswer(null);
    setRejected([]);
    intake.reset();
  };

  return {
    statement,
    customer,
    contact,
    psaTicket,
    ticket,
    dropTicket: ticketDraft.clear,
    answer,
    intake,
    submit,
    call,
    forget,
    clear,
  };
}

type Member = 'customer_name' | 'customer_contact' | 'psa_ticket_id';

function textOf(name: Member, text: string): Partial<Record<Member, string>> {
  const trimmed = text.trim();
  return trimmed === '' ? {} : { [name]: trimmed };
}

/** Near miss first, then the other candidates, each once. */
export function shown(answer: IntakeAnswer): FlowCandidate[] {
  const all = [...(answer.near_miss === null ? [] : [answer.near_miss]), ...(answer.candidates ?? [])];
  return all.filter((flow, at) => all.findIndex((other) => other.flow_id === flow.flow_id) === at);
}
