import { useState } from 'react';
import type { AiSettings, AiSettingsRequest } from '../../../api/ai';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { dateTime } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Toggle } from '../../../ui/Toggle';
import { useAiSettings } from './useAiSettings';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The account's AI switches (contract-ai §2.1). */
export function AiSettingsPanel() {
  const words = t.account.plan.settings;
  const { query, change } = useAiSettings();
  return (
    <Panel title={words.title} testId="ai-settings">
      <ProblemNote error={change.error} />
      <Loading query={query}>
        {query.data !== undefined && (
          <Switches settings={query.data} onChange={(patch) => change.mutate(patch)} />
        )}
      </Loading>
      <p className="muted" role="status">
        {change.isSuccess ? words.saved : ''}
      </p>
    </Panel>
  );
}

interface SwitchesProps {
  settings: AiSettings;
  onChange: (patch: Partial<AiSettingsRequest>) => void;
}

function Switches({ settings, onChange }: SwitchesProps) {
  const words = t.account.plan.settings;
  const [openedAt] = useState(Date.now);
  const logs = settings.prompt_log_until !== null && new Date(settings.prompt_log_until).getTime() > openedAt;
  return (
    <>
      <Toggle
        isSelected={settings.ai_enabled}
        hint={words.enabledHint}
        onChange={(on) => onChange({ ai_enabled: on })}
        testId="ai-enabled"
      >
        {words.enabled}
      </Toggle>
      <Toggle
        isSelected={settings.offline_on_quota}
        onChange={(on) => onChange({ offline_on_quota: on })}
        testId="ai-offline-on-quota"
      >
        {words.offline}
      </Toggle>
      <Choice
        label={words.redaction}
        value={settings.redaction}
        options={(['standard', 'strict'] as const).map((value) => ({
          value,
          label: words.redactions[value],
        }))}
        onChange={(redaction) => onChange({ redaction })}
        testId="ai-redaction"
      />
      <ZoneField settings={settings} onChange={onChange} />
      <div className="row-line">
        <span className="row-text">
          {words.log}
          {logs && <b> {words.logUntil(dateTime(settings.prompt_log_until))}</b>}
          <span className="muted row-facts">{words.logHint}</span>
        </span>
        <Button
          size="small"
          onPress={() =>
            onChange({
              prompt_log_until: logs ? null : new Date(Date.now() + DAY_MS).toISOString(),
            })
          }
        >
          {logs ? words.logOff : words.logOn}
        </Button>
      </div>
    </>
  );
}

function ZoneField({ settings, onChange }: SwitchesProps) {
  const words = t.account.plan.settings;
  const known = Intl.supportedValuesOf('timeZone');
  const zones = known.includes(settings.time_zone) ? known : [settings.time_zone, ...known];
  return (
    <Choice
      label={words.zone}
      value={settings.time_zone}
      options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      hint={
        settings.pending === null
          ? undefined
          : words.zonePending(settings.pending.time_zone, dateTime(settings.pending.effective_at))
      }
      onChange={(time_zone) => onChange({ time_zone })}
      testId="ai-time-zone"
    />
  );
}
