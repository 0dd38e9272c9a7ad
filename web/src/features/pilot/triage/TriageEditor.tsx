import type { Evidence, EvidenceStatus } from '../../../api/sessions';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextArea, TextInput } from '../../../ui/Fields';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import type { useTriageForm } from './useTriageForm';

const words = t.pilot.triage;
const MOST_EVIDENCE = 50;
const STATUSES = (['pending', 'confirmed', 'ruled_out'] as const).map((value) => ({
  value,
  label: words.evidenceStatus[value],
}));

export function TriageEditor({ editing }: { editing: ReturnType<typeof useTriageForm> }) {
  const { form, change, save } = editing;
  if (form === null) return null;
  const items = form.evidence_items;
  const put = (index: number, part: Partial<Evidence>) =>
    change({ evidence_items: items.map((item, at) => (at === index ? { ...item, ...part } : item)) });
  return (
    <Panel title={words.editTitle} testId="triage-editor">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          editing.submit();
        }}
      >
        <div className="field-row">
          <TextInput
            label={words.sessionTitle}
            value={form.title}
            onChange={(title) => change({ title })}
            maxLength={200}
            error={form.title.trim() === '' ? words.titleMissing : null}
            testId="triage-title-input"
            autoFocus
          />
        </div>
        <div className="field-row">
          <TextInput
            label={words.client_name}
            value={form.client_name}
            onChange={(client_name) => change({ client_name })}
            maxLength={255}
            testId="triage-client-input"
          />
          <TextInput
            label={words.asset_name}
            value={form.asset_name}
            onChange={(asset_name) => change({ asset_name })}
            maxLength={255}
            testId="triage-asset-input"
          />
          <TextInput
            label={words.issue_category}
            value={form.issue_category}
            onChange={(issue_category) => change({ issue_category })}
            maxLength={100}
          />
        </div>
        <TextArea
          label={words.hypothesis}
          value={form.triage_hypothesis}
          onChange={(triage_hypothesis) => change({ triage_hypothesis })}
          onModEnter={editing.submit}
          maxLength={4000}
          rows={2}
          testId="triage-hypothesis-input"
        />
        <fieldset className="plain-fieldset">
          <legend className="label">{words.evidence}</legend>
          {items.map((item, index) => (
            <div className="evidence-edit" key={index} role="group" aria-label={words.finding(index + 1)}>
              <TextInput
                label={words.finding(index + 1)}
                labelHidden
                value={item.text}
                onChange={(text) => put(index, { text })}
                maxLength={500}
                testId={`triage-evidence-${index + 1}`}
              />
              <Choice
                label={words.findingState(index + 1)}
                labelHidden
                value={item.status}
                options={STATUSES}
                onChange={(status: EvidenceStatus) => put(index, { status })}
              />
              <Button
                look="quiet"
                size="small"
                aria-label={words.removeFinding(index + 1)}
                onPress={() => change({ evidence_items: items.filter((_, at) => at !== index) })}
              >
                {t.pilot.facts.removeShort}
              </Button>
            </div>
          ))}
          {items.length < MOST_EVIDENCE && (
            <Button
              look="quiet"
              size="small"
              onPress={() => change({ evidence_items: [...items, { text: '', status: 'pending' }] })}
              data-testid="triage-evidence-add"
            >
              {words.addFinding}
            </Button>
          )}
        </fieldset>
        {editing.merged ? (
          <p className="problem" role="alert">
            {words.merged}
          </p>
        ) : (
          <ProblemNote error={save.error} />
        )}
        <div className="button-row">
          <Button type="submit" look="primary" isPending={save.isPending} data-testid="triage-save">
            {t.common.save}
          </Button>
          <Button look="quiet" onPress={editing.cancel}>
            {t.common.cancel}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
