create table note
(
    account_id uuid not null,
    id         uuid not null,
    text       text not null,
    constraint note_pk primary key (account_id, id)
);
call tenant_table('note');
create table effect
(
    account_id uuid   not null,
    id         uuid   not null,
    text       text   not null,
    n          bigint not null generated always as identity,
    constraint effect_pk primary key (account_id, id)
);
call tenant_table('effect');
