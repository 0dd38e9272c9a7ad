import { useState } from 'react';
import { fixes, type Fix, type ScriptLanguage } from '../../../api/fixes';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { CopyCode } from '../../../ui/CopyCode';
import { Choice, TextArea } from '../../../ui/Fields';
import { ProblemNote } from '../../../ui/ProblemNote';

const words = t.pilot.fix;
const LANGUAGES = (['powershell', 'bash', 'cmd', 'python', 'other'] as const).map((value) => ({
  value,
  label: words.languages[value],
}));

interface ScriptBoxProps {
  fix: Fix;
  sessionId: string;
  canEdit: boolean;
  refresh: () => Promise<void>;
}

/** The script of a fix, to copy and to correct; correcting it says nothing about having run it. */
export function ScriptBox({ fix, sessionId, canEdit, refresh }: ScriptBoxProps) {
  const draft = useDraft(`fix-script.${fix.id}`);
  const [editing, setEditing] = useState(draft.text !== '');
  const [language, setLanguage] = useState<ScriptLanguage>(fix.script_language ?? 'powershell');
  const save = useAction<{ script: string; script_language: ScriptLanguage }, Fix>({
    intent: `fix.${fix.id}.script`,
    run: (api, body, key) => fixes.script(api, sessionId, fix.id, body, { key }),
    onSuccess: () => {
      draft.clear();
      setEditing(false);
      return refresh();
    },
  });
  const has = fix.script !== null && fix.script !== '';
  if (!editing) {
    return (
      <>
        {has && <CopyCode code={fix.script ?? ''} />}
        {(has || canEdit) && (
          <div className="button-row">
            {has && fix.script_language !== null && <Badge text={words.languages[fix.script_language]} />}
            {canEdit && (
              <Button
                look="quiet"
                size="small"
                onPress={() => {
                  draft.change(fix.script ?? '');
                  setEditing(true);
                }}
                data-testid="fix-script-edit"
              >
                {has ? words.editScript : words.addScript}
              </Button>
            )}
          </div>
        )}
      </>
    );
  }
  return (
    <div className="stack">
      <TextArea
        label={words.script}
        value={draft.text}
        onChange={draft.change}
        rows={6}
        maxLength={65_536}
        testId="fix-script"
        autoFocus
      />
      <Choice label={words.language} value={language} options={LANGUAGES} onChange={setLanguage} />
      <ProblemNote error={save.error} />
      <div className="button-row">
        <Button
          size="small"
          look="primary"
          isPending={save.isPending}
          isDisabled={draft.text.trim() === ''}
          onPress={() => save.start({ script: draft.text, script_language: language })}
          data-testid="fix-script-save"
        >
          {t.common.save}
        </Button>
        <Button
          size="small"
          look="quiet"
          onPress={() => {
            draft.clear();
            setEditing(false);
          }}
        >
          {t.common.cancel}
        </Button>
      </div>
    </div>
  );
}
