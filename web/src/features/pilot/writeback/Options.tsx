import { PRIORITIES, type Priority } from '../../../api/l1';
import type { NotePost } from '../../../api/psa';
import type { SessionDetail } from '../../../api/sessions';
import { t } from '../../../messages';
import { Choice, TextInput } from '../../../ui/Fields';
import { TargetChoice } from '../TargetChoice';

type Value = Omit<NotePost, 'markdown' | 'state_version'>;

interface OptionsProps {
  value: Value;
  onChange: (value: Value) => void;
}

const note = t.pilot.note;
const pack = t.pilot.package;
const VISIBILITIES = [
  { value: 'customer', label: note.visibilityCustomer },
  { value: 'internal', label: note.visibilityInternal },
] as const;
const PRIORITY_CHOICES = PRIORITIES.map((value) => ({ value, label: t.domain.priority[value] }));
const LONGEST_LINE = 500;

/** Who may read the note, and the one line the session keeps of it. */
export function NoteOptions({ session, value, onChange }: OptionsProps & { session: SessionDetail }) {
  return (
    <div className="field-row">
      <TextInput
        label={note.summary}
        hint={note.summaryHint}
        value={value.resolution_summary ?? ''}
        onChange={(text) => onChange(withText(value, 'resolution_summary', text))}
        maxLength={LONGEST_LINE}
        testId="note-summary"
      />
      {session.psa_ticket_id !== null && (
        <Choice
          label={note.visibility}
          value={value.visibility ?? ''}
          options={VISIBILITIES}
          onChange={(visibility) => onChange(withText(value, 'visibility', visibility))}
          placeholder={note.visibilityDefault}
          testId="note-visibility"
        />
      )}
    </div>
  );
}

/** Why, how urgent, and for whom. */
export function PackageOptions({ value, onChange }: OptionsProps) {
  return (
    <div className="field-row">
      <TextInput
        label={pack.reason}
        hint={note.summaryHint}
        value={value.escalation_reason ?? ''}
        onChange={(text) => onChange(withText(value, 'escalation_reason', text))}
        maxLength={LONGEST_LINE}
        testId="package-reason"
      />
      <Choice<Priority>
        label={t.pilot.handoffDialog.priority}
        value={value.priority ?? 'normal'}
        options={PRIORITY_CHOICES}
        onChange={(priority) => onChange({ ...value, priority })}
        testId="package-priority"
      />
      <TargetChoice
        value={value.target_user_id ?? ''}
        onChange={(target) => onChange(withText(value, 'target_user_id', target))}
      />
    </div>
  );
}

/** An empty field is not sent: the server then decides by itself. */
function withText(value: Value, name: keyof Value, text: string): Value {
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as Value;
  return text.trim() === '' ? rest : { ...rest, [name]: text };
}
