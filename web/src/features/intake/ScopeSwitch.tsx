import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { ListScope } from '../../api/l1';
import { t } from '../../messages';

export function ScopeSwitch({ scope, onChange }: { scope: ListScope; onChange: (scope: ListScope) => void }) {
  return (
    <ToggleButtonGroup
      className="switch"
      aria-label={t.intake.active.scope}
      selectedKeys={[scope]}
      selectionMode="single"
      disallowEmptySelection
      onSelectionChange={(keys) => onChange(keys.has('account') ? 'account' : 'mine')}
    >
      <ToggleButton id="mine" className="switch-item">
        {t.intake.active.mine}
      </ToggleButton>
      <ToggleButton id="account" className="switch-item">
        {t.intake.active.account}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
