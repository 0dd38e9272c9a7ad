import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { connections } from '../../api/connections';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea, TextInput } from '../../ui/Fields';
import { deskKeys } from './deskKeys';
import type { useIntake } from './useIntake';

interface CallFormProps {
  handle: ReturnType<typeof useIntake>;
  box: RefObject<HTMLTextAreaElement | null>;
  isMissing: boolean;
  onTyped: () => void;
  onSend: () => void;
  onNotesOnly: () => void;
  onEscalate: () => void;
  onClear: () => void;
}

/** What the caller says, who it is, and the ticket if there is one. All of it survives a reload. */
export function CallForm(props: CallFormProps) {
  const { handle } = props;
  const { statement, customer, contact, psaTicket, ticket, intake } = handle;
  const { api } = useServices();
  // A number is only asked for where there is a system it can belong to.
  const systems = useQuery({
    queryKey: deskKeys.connections,
    queryFn: ({ signal }) => connections.list(api, signal),
    staleTime: 5 * 60_000,
  });
  const isEmpty =
    [statement, customer, contact, psaTicket].every((draft) => draft.text === '') && ticket === null;
  return (
    <div className="intake-form">
      {ticket !== null && (
        <p className="chosen-ticket" data-testid="intake-ticket">
          <span>{t.intake.forTicket(ticket.text)}</span>
          <Button size="small" look="quiet" onPress={handle.dropTicket}>
            {t.intake.dropTicket}
          </Button>
        </p>
      )}
      <TextArea
        label={t.intake.statement}
        hint={statement.restored ? t.common.draftRestored : t.intake.statementHint}
        value={statement.text}
        onChange={(text) => {
          props.onTyped();
          statement.change(text);
        }}
        onEnter={props.onSend}
        error={props.isMissing ? t.intake.statementMissing : null}
        inputRef={props.box}
        rows={3}
        maxLength={4000}
        testId="intake-statement"
        large
        autoFocus
      />
      <div className="field-row">
        <TextInput
          label={t.intake.customer}
          value={customer.text}
          onChange={customer.change}
          maxLength={200}
          testId="intake-customer"
        />
        <TextInput
          label={t.intake.contact}
          placeholder={t.intake.contactHint}
          value={contact.text}
          onChange={contact.change}
          maxLength={200}
          testId="intake-contact"
        />
        {ticket === null && (systems.data ?? []).length > 0 && (
          <TextInput
            label={t.intake.psaTicket}
            placeholder={t.intake.psaTicketHint}
            value={psaTicket.text}
            onChange={psaTicket.change}
            maxLength={64}
            testId="intake-psa-ticket"
          />
        )}
      </div>
      <div className="button-row">
        <Button
          look="primary"
          onPress={props.onSend}
          isPending={intake.isPending}
          data-testid="intake-submit"
        >
          {intake.isPending ? t.intake.searching : t.intake.submit}
        </Button>
        <Button
          look="quiet"
          isDisabled={intake.isPending}
          onPress={props.onNotesOnly}
          data-testid="intake-adhoc"
        >
          {t.intake.outOfScope.notesOnly}
        </Button>
        <Button look="quiet" onPress={props.onEscalate} data-testid="intake-escalate">
          {t.intake.outOfScope.escalate}
        </Button>
        <span className="spacer" />
        {!isEmpty && (
          <Button look="quiet" size="small" onPress={props.onClear} data-testid="intake-clear">
            {t.intake.clear}
          </Button>
        )}
      </div>
    </div>
  );
}
