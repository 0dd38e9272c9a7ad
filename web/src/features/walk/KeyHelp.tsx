import { t } from '../../messages';

export function KeyHelp({ enabled, onChange }: { enabled: boolean; onChange: (enabled: boolean) => void }) {
  return (
    <div className="key-help">
      <label className="tick">
        <input type="checkbox" checked={enabled} onChange={(event) => onChange(event.target.checked)} />
        {t.walk.shortcuts.enabled}
      </label>
      {enabled && <span className="muted">{t.walk.shortcuts.list}</span>}
    </div>
  );
}
