import { useQuery } from '@tanstack/react-query';
import { handoffs } from '../../api/handoffs';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Choice } from '../../ui/Fields';

const words = t.pilot.handoffDialog;

/** Colleagues who can claim; left out while the directory is away, since a target is only a wish. */
export function TargetChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { api, person } = useServices();
  const members = useQuery({
    queryKey: cacheKeys.members,
    queryFn: ({ signal }) => handoffs.members(api, signal),
  });
  if (members.data === undefined) return null;
  const options = members.data
    .filter((member) => member.can_claim && member.id !== person.id)
    .map((member) => ({ value: member.id, label: member.name }));
  return (
    <Choice
      label={words.target}
      value={value}
      options={options}
      onChange={onChange}
      placeholder={words.anybody}
    />
  );
}
