import type { TicketRow } from '../../api/desk';

/** The open ticket that the next call belongs to. */
export interface ChosenTicket {
  id: string;
  text: string;
}

export function ticketIn(draft: string): ChosenTicket | null {
  try {
    const value = JSON.parse(draft) as Partial<ChosenTicket>;
    return typeof value.id === 'string' && typeof value.text === 'string'
      ? { id: value.id, text: value.text }
      : null;
  } catch {
    return null;
  }
}

/** Everything the call box needs to go on with a ticket, as drafts under its names. */
export function draftsFor(ticket: TicketRow, contact: string | null): Record<string, string> {
  return {
    'intake.statement': ticket.problem_statement,
    'intake.customer': ticket.customer_name ?? '',
    'intake.contact': contact ?? '',
    'intake.psa-ticket': '',
    'intake.ticket': JSON.stringify({
      id: ticket.ticket_id,
      text: ticket.problem_statement.slice(0, 80),
    } satisfies ChosenTicket),
  };
}
