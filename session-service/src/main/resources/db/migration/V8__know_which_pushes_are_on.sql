-- What psa.preferences_changed said last (contract-sessions §11). No row: nothing was ever switched, and both are off (contract-psa §5).
create table push_preference
(
    account_id  uuid    not null,
    on_resolve  boolean not null default false,
    on_escalate boolean not null default false,
    constraint push_preference_pk primary key (account_id)
);
call tenant_table('push_preference');
