import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { members, type DirectoryMember, type MemberPage } from '../../../api/members';
import { useDebounced } from '../../../app/useDebounced';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { waiting } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { TableScroll } from '../../../ui/TableScroll';
import { accountKeys } from '../accountKeys';

const ROLES = ['owner', 'admin', 'engineer', 'l1_tech', 'viewer'] as const;
const TYPING_MS = 250;
/** The server searches for two letters and more. */
const LEAST_LETTERS = 2;

/** The people of the account as the sign-in system tells them (contract-handoffs §8). */
export function MembersTab() {
  const { api, person } = useServices();
  const words = t.account.members;
  const [sought, setSought] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number] | ''>('');
  const [disabled, setDisabled] = useState(false);
  const typed = useDebounced(sought.trim(), TYPING_MS);
  const filter = {
    ...(typed.length < LEAST_LETTERS ? {} : { q: typed }),
    ...(role === '' ? {} : { role }),
    ...(disabled ? { include_disabled: true } : {}),
  };
  const query = useInfiniteQuery({
    queryKey: accountKeys.directory(filter),
    queryFn: ({ pageParam, signal }) => members.page(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  const first = query.data?.pages[0];
  return (
    <>
      <p className="muted">{words.text}</p>
      {first !== undefined && <DirectoryState page={first} />}
      <div className="field-row">
        <TextInput
          label={words.search}
          placeholder={words.searchHint}
          value={sought}
          onChange={setSought}
          maxLength={100}
          testId="members-search"
        />
        <Choice
          label={words.roleFilter}
          value={role}
          options={ROLES.map((value) => ({ value, label: words.role[value] }))}
          placeholder={words.anyRole}
          onChange={setRole}
          testId="members-role"
        />
        <label className="tick tick-beside">
          <input
            type="checkbox"
            checked={disabled}
            onChange={(event) => setDisabled(event.target.checked)}
            data-testid="members-disabled"
          />
          {words.disabled}
        </label>
      </div>
      <Loading query={query}>
        {people.length === 0 ? (
          <p className="muted">{words.none}</p>
        ) : (
          <TableScroll label={t.account.tabs.members}>
            <table data-testid="members">
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  {person.runsAccount && <th scope="col">{words.email}</th>}
                  <th scope="col">{words.roleHead}</th>
                  <th scope="col">{words.may}</th>
                </tr>
              </thead>
              <tbody>
                {people.map((member) => (
                  <MemberRow
                    key={member.id}
                    member={member}
                    isMe={member.id === person.id}
                    withMail={person.runsAccount}
                  />
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </Loading>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  );
}

/** Says how old the list is; plainly when the sign-in system is away. */
function DirectoryState({ page }: { page: MemberPage }) {
  const words = t.account.members;
  if (page.stale) {
    return (
      <p className="warn-line" role="status" data-testid="directory-stale">
        {page.age === null ? words.staleUnknown : words.stale(waiting(page.age))}
      </p>
    );
  }
  return page.age === null ? null : <p className="muted">{words.fresh(waiting(page.age))}</p>;
}

interface MemberRowProps {
  member: DirectoryMember;
  isMe: boolean;
  withMail: boolean;
}

function MemberRow({ member, isMe, withMail }: MemberRowProps) {
  const words = t.account.members;
  const rights = [
    member.can_claim ? words.claim : null,
    member.can_cover_l1 ? words.cover : null,
    member.is_team_admin ? words.teamAdmin : null,
  ].filter((right) => right !== null);
  return (
    <tr data-testid="member">
      <th scope="row">
        {member.name} {isMe && <Badge text={words.you} tone="info" />}
        {!member.enabled && <Badge text={words.off} tone="warn" />}
      </th>
      {withMail && <td>{member.email ?? t.common.none}</td>}
      <td>{words.role[member.role]}</td>
      <td>{rights.length === 0 ? t.common.none : rights.join(', ')}</td>
    </tr>
  );
}
