import { useServices } from '../../../app/services';
import { Channels } from './Channels';
import { MailChoices } from './MailChoices';
import { SettingsPanel } from './SettingsPanel';

/** What a person is mailed, and for those who run the account: its channels and rules. */
export function NotificationsTab() {
  const { person } = useServices();
  return (
    <>
      {person.runsAccount && <Channels />}
      <div className="account-grid">
        <MailChoices />
        {person.runsAccount && <SettingsPanel />}
      </div>
    </>
  );
}
