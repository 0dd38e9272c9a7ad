-- Uploads, generated notes, full text, embeddings and shared summaries, history digests, removal (contract-sessions §3, §8, §9).

-- ---------------------------------------------------------------- uploads

create table file_upload
(
    account_id       uuid         not null,
    id               uuid         not null,
    session_id       uuid,
    uploaded_by      uuid         not null,
    uploaded_by_name text         not null,
    filename         varchar(255) not null,
    content_type     varchar(100) not null,
    size_bytes       bigint       not null,
    sha256           text         not null,
    -- where the bytes are; null once they are gone
    storage_key      varchar(500),
    extracted_text   text,
    page_count       integer,
    created_at       timestamptz  not null,
    -- null while the bytes are on their way: such a row holds its place in the limits and nobody sees it
    stored_at        timestamptz,
    deleted_at       timestamptz,
    constraint file_upload_pk primary key (account_id, id),
    constraint file_upload_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint file_upload_size_ck check (size_bytes >= 0)
);
create index file_upload_session_ix on file_upload (account_id, session_id);
create index file_upload_uploader_ix on file_upload (account_id, uploaded_by);
create index file_upload_loose_ix on file_upload (created_at) where storage_key is not null and (session_id is null or stored_at is null or deleted_at is not null);
call tenant_table('file_upload');
call definer_may('select', 'file_upload');

-- The built-in store: pieces of 256 KB.
create table file_upload_chunk
(
    account_id uuid    not null,
    upload_id  uuid    not null,
    seq        integer not null,
    data       bytea   not null,
    constraint file_upload_chunk_pk primary key (account_id, upload_id, seq),
    constraint file_upload_chunk_upload_fk foreign key (account_id, upload_id) references file_upload on delete cascade
);
call tenant_table('file_upload_chunk');

-- Files whose bytes must go: deleted ones, those never finished for an hour, those linked to nothing for a day.
create function loose_uploads(p_limit integer)
    returns table (account_id uuid, id uuid)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
select u.account_id, u.id from file_upload u
 where u.storage_key is not null
   and (u.deleted_at is not null
        or (u.stored_at is null and u.created_at < now() - interval '1 hour')
        or (u.session_id is null and u.created_at < now() - interval '24 hours'))
 order by u.created_at limit p_limit
$$;
grant execute on function loose_uploads(integer) to ${app_role};
alter function loose_uploads(integer) owner to ${definer_role};

-- ---------------------------------------------------------------- generated notes

create table session_generation
(
    account_id    uuid        not null,
    id            uuid        not null,
    session_id    uuid        not null,
    kind          text        not null,
    state_version bigint      not null,
    state         text        not null,
    answer_source text,
    markdown      text,
    error_code    text,
    error_detail  text,
    created_by    uuid        not null,
    created_at    timestamptz not null,
    -- the last sign of a reader, on any replica
    read_at       timestamptz not null,
    -- renewed by the replica that writes; a crashed one leaves it to run out
    lease_until   timestamptz not null,
    constraint session_generation_pk primary key (account_id, id),
    constraint session_generation_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_generation_state_ck check (state in ('running', 'done', 'failed', 'cancelled'))
);
create unique index session_generation_version_uk on session_generation (account_id, session_id, kind, state_version) where state in ('running', 'done');
create index session_generation_running_ix on session_generation (lease_until) where state = 'running';
call tenant_table('session_generation');
call definer_may('select, update', 'session_generation');

create table session_generation_chunk
(
    account_id    uuid    not null,
    generation_id uuid    not null,
    seq           integer not null,
    text          text    not null,
    constraint session_generation_chunk_pk primary key (account_id, generation_id, seq),
    constraint session_generation_chunk_generation_fk foreign key (account_id, generation_id) references session_generation on delete cascade
);
call tenant_table('session_generation_chunk');

-- Ends generations whose writer died; their readers are told, a new request begins anew.
create function end_orphaned_generations() returns integer
    language plpgsql security definer set search_path = ${schema}, public, pg_temp as
$$
declare
    ended integer;
begin
    update session_generation set state = 'failed', error_code = 'ai_provider_error', error_detail = 'Writing was interrupted. Try again.'
     where state = 'running' and lease_until <= now();
    get diagnostics ended = row_count;
    return ended;
end
$$;
grant execute on function end_orphaned_generations() to ${app_role};
alter function end_orphaned_generations() owner to ${definer_role};

-- ---------------------------------------------------------------- full text

alter table ai_session add column search_text text;
-- The account is a word of its own document, so that the index begins with it and no other account's words are ever looked at.
alter table ai_session add column search_vector tsvector generated always as (
    array_to_tsvector(array ['@' || account_id::text])
        || setweight(to_tsvector('english', coalesce(title, '') || ' ' || coalesce(problem_summary, '')), 'A')
        || setweight(to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(problem_summary, '')), 'A')
        || setweight(to_tsvector('english', coalesce(problem_domain, '') || ' ' || coalesce(client_name, '') || ' ' || coalesce(asset_name, '') || ' '
                                            || coalesce(issue_category, '') || ' ' || coalesce(psa_ticket_id, '') || ' ' || coalesce(resolution_summary, '')), 'B')
        || setweight(to_tsvector('simple', coalesce(problem_domain, '') || ' ' || coalesce(client_name, '') || ' ' || coalesce(asset_name, '') || ' '
                                           || coalesce(issue_category, '') || ' ' || coalesce(psa_ticket_id, '') || ' ' || coalesce(resolution_summary, '')), 'B')
        || setweight(to_tsvector('english', coalesce(triage_hypothesis, '') || ' ' || coalesce(search_text, '')), 'C')
        || setweight(to_tsvector('simple', coalesce(triage_hypothesis, '') || ' ' || coalesce(search_text, '')), 'C')
    ) stored;
create index ai_session_search_ix on ai_session using gin (search_vector);

-- lists run down this index and stop at the page's end
drop index session_participant_user_ix;
create index session_participant_user_ix on session_participant (account_id, user_id, session_created_at desc, session_id desc);
call definer_may('select', 'ai_session');
call definer_may('select', 'session_participant');

-- What was told, found out and first said about a session, at most 16,000 characters.
create function session_search_text(p_account uuid, p_session uuid) returns text
    language sql stable set search_path = ${schema}, pg_temp as
$$
select left(concat_ws(E'\n',
                      (select left(s.intake_content ->> 'text', 4000) from ai_session s where s.account_id = p_account and s.id = p_session),
                      (select string_agg(f.text, E'\n' order by f.created_at, f.id) from session_fact f
                        where f.account_id = p_account and f.session_id = p_session and f.deleted_at is null),
                      (select string_agg(left(m.content, 2000), E'\n' order by m.seq) from session_message m
                        where m.account_id = p_account and m.session_id = p_session and m.seq <= 12)), 16000)
$$;

grant execute on function session_search_text(uuid, uuid) to ${app_role};

create function refresh_search_text() returns trigger
    language plpgsql set search_path = ${schema}, pg_temp as
$$
begin
    update ai_session set search_text = session_search_text(new.account_id, new.session_id)
     where account_id = new.account_id and id = new.session_id;
    return null;
end
$$;
create trigger session_fact_search after insert or update of text, deleted_at on session_fact
    for each row execute function refresh_search_text();
create trigger session_message_search after insert on session_message
    for each row when (new.seq <= 12) execute function refresh_search_text();

create function begin_search_text() returns trigger
    language plpgsql set search_path = ${schema}, pg_temp as
$$
begin
    new.search_text := left(new.intake_content ->> 'text', 4000);
    return new;
end
$$;
create trigger ai_session_search before insert on ai_session
    for each row when (new.search_text is null) execute function begin_search_text();

-- What people type: quotes, minus, OR; the last word may be unfinished. Never fails.
create function search_query(p_q text) returns tsquery
    language plpgsql stable set search_path = ${schema}, pg_temp as
$$
declare
    typed  tsquery := websearch_to_tsquery('english', p_q) || websearch_to_tsquery('simple', p_q);
    latest text    := substring(p_q from '(?:^|\s)([[:alnum:]]{3,})$');
begin
    if latest is not null then
        typed := typed || (websearch_to_tsquery('english', left(p_q, -length(latest))) && to_tsquery('simple', latest || ':*'));
    end if;
    return typed;
end
$$;

grant execute on function search_query(text) to ${definer_role};

-- The caller's sessions that match, newest first. The account comes from the transaction only; unset, there is nothing.
create function search_sessions(p_q text, p_user uuid, p_filters jsonb, p_after_time timestamptz, p_after_id uuid, p_limit integer)
    returns table (session_id uuid, created_at timestamptz)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp as
$$
declare
    acct  uuid    := nullif(current_setting('app.account_id', true), '')::uuid;
    typed tsquery := search_query(p_q);
begin
    if acct is null then
        return;
    end if;
    -- planned with its values each time: a rare word and a common one want different plans
    return query execute
        'select s.id, s.created_at
           from (select distinct p.session_created_at, p.session_id from session_participant p
                  where p.account_id = $1 and p.user_id = $2
                    and ($3 is null or (p.session_created_at, p.session_id) < ($3, $4))
                  order by p.session_created_at desc, p.session_id desc) mine
           join ai_session s on s.account_id = $1 and s.id = mine.session_id
          where s.deleted_at is null
            and (s.search_vector @@ ($5 && quote_literal(''@'' || $1::text)::tsquery) or s.psa_ticket_id = $6)
            and (not $7 ? ''statuses'' or $7 -> ''statuses'' ? s.status)
            and (not $7 ? ''session_type'' or s.session_type = $7 ->> ''session_type'')
            and (not $7 ? ''confidence_tier'' or s.confidence_tier = $7 ->> ''confidence_tier'')
            and (not $7 ? ''problem_domain'' or s.problem_domain = $7 ->> ''problem_domain'')
            and (not $7 ? ''matched_flow_id'' or s.matched_flow_id = ($7 ->> ''matched_flow_id'')::uuid)
            and (not $7 ? ''ticket_id'' or s.psa_ticket_id = $7 ->> ''ticket_id'')
            and (not $7 ? ''from'' or s.created_at >= ($7 ->> ''from'')::timestamptz)
            and (not $7 ? ''to'' or s.created_at < ($7 ->> ''to'')::timestamptz)
          order by mine.session_created_at desc, mine.session_id desc limit $8'
        using acct, p_user, p_after_time, p_after_id, typed, btrim(p_q), p_filters, p_limit;
end
$$;
grant execute on function search_sessions(text, uuid, jsonb, timestamptz, uuid, integer) to ${app_role};
alter function search_sessions(text, uuid, jsonb, timestamptz, uuid, integer) owner to ${definer_role};

-- ---------------------------------------------------------------- embeddings

create table session_embedding
(
    account_id    uuid        not null,
    session_id    uuid        not null,
    embedding     vector(384),
    model         text,
    model_version text,
    source_hash   text,
    -- stale: to be made anew; empty: nothing to make it from yet
    state         text        not null,
    -- counts what made it stale, so that a job never overwrites news with what it read before
    stale_seq     bigint      not null default 1,
    -- beyond the size an exact scan can bear, the oldest rows of an account move into the graph index
    in_graph      boolean     not null default false,
    attempts      integer     not null default 0,
    due_at        timestamptz not null,
    updated_at    timestamptz not null,
    constraint session_embedding_pk primary key (account_id, session_id),
    constraint session_embedding_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_embedding_state_ck check (state in ('stale', 'ready', 'empty'))
);
create index session_embedding_due_ix on session_embedding (due_at) where state = 'stale';
create index session_embedding_flat_ix on session_embedding (account_id, session_id) where embedding is not null and not in_graph;
create index session_embedding_graph_ix on session_embedding using hnsw (embedding vector_cosine_ops) where in_graph;
call tenant_table('session_embedding');
call definer_may('select, update', 'session_embedding');

-- Whatever way a session changes, its embedding becomes due in the same transaction: no path can forget it (KD-35).
create function embedding_becomes_stale(p_account uuid, p_session uuid) returns void
    language sql set search_path = ${schema}, public, pg_temp as
$$
insert into session_embedding (account_id, session_id, state, due_at, updated_at) values (p_account, p_session, 'stale', now(), now())
on conflict (account_id, session_id) do update
   set state = 'stale', stale_seq = session_embedding.stale_seq + 1, attempts = 0, due_at = excluded.due_at
$$;
grant execute on function embedding_becomes_stale(uuid, uuid) to ${app_role};

create function session_makes_embedding_stale() returns trigger
    language plpgsql set search_path = ${schema}, public, pg_temp as
$$
begin
    perform embedding_becomes_stale(new.account_id, new.id);
    return null;
end
$$;
create trigger ai_session_embedding_begin after insert on ai_session
    for each row execute function session_makes_embedding_stale();
create trigger ai_session_embedding after update on ai_session
    for each row when (old.problem_summary is distinct from new.problem_summary or old.problem_domain is distinct from new.problem_domain
        or old.resolution_summary is distinct from new.resolution_summary or old.resolved_at is distinct from new.resolved_at)
    execute function session_makes_embedding_stale();
create function message_makes_embedding_stale() returns trigger
    language plpgsql set search_path = ${schema}, public, pg_temp as
$$
begin
    perform embedding_becomes_stale(new.account_id, new.session_id);
    return null;
end
$$;
create trigger session_message_embedding after insert on session_message
    for each row when (new.seq = 1) execute function message_makes_embedding_stale();

-- Leases stale embeddings of any account by moving them into the future; a crashed runner's come back by themselves.
create function claim_stale_embeddings(p_limit integer, p_lease_seconds integer)
    returns table (account_id uuid, session_id uuid, stale_seq bigint, attempts integer)
    language sql security definer set search_path = ${schema}, public, pg_temp as
$$
update session_embedding e
   set due_at = now() + make_interval(secs => p_lease_seconds), attempts = e.attempts + 1
  from (select d.account_id, d.session_id from session_embedding d
         where d.state = 'stale' and d.due_at <= now()
         order by d.due_at limit p_limit for update skip locked) due
 where e.account_id = due.account_id and e.session_id = due.session_id
returning e.account_id, e.session_id, e.stale_seq, e.attempts
$$;
grant execute on function claim_stale_embeddings(integer, integer) to ${app_role};
alter function claim_stale_embeddings(integer, integer) owner to ${definer_role};

-- Makes vectors of another model due again, some at a time.
create function renew_embeddings(p_model text, p_version text, p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, public, pg_temp as
$$
declare
    renewed integer;
begin
    update session_embedding e set state = 'stale', stale_seq = e.stale_seq + 1, attempts = 0, due_at = now()
      from (select o.account_id, o.session_id from session_embedding o
             where o.state = 'ready' and (o.model, o.model_version) is distinct from (p_model, p_version)
             limit p_limit for update skip locked) other
     where e.account_id = other.account_id and e.session_id = other.session_id;
    get diagnostics renewed = row_count;
    return renewed;
end
$$;
grant execute on function renew_embeddings(text, text, integer) to ${app_role};
alter function renew_embeddings(text, text, integer) owner to ${definer_role};

create table session_shared_summary
(
    account_id  uuid not null,
    session_id  uuid not null,
    problem     text,
    resolution  text,
    domain      text,
    resolved_on date not null,
    constraint session_shared_summary_pk primary key (account_id, session_id),
    constraint session_shared_summary_session_fk foreign key (account_id, session_id) references ai_session on delete cascade
);
call tenant_table('session_shared_summary');
call definer_may('select', 'session_shared_summary');

-- Sessions near one session: those the caller may read, and (shared) resolved ones of the account, which are shown redacted.
-- Exact over an account's flat rows, by graph over what was moved there; the account comes from the transaction only.
create function similar_sessions(p_session uuid, p_user uuid, p_shared boolean, p_limit integer)
    returns table (session_id uuid, readable boolean, similarity double precision)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp set hnsw.iterative_scan = 'relaxed_order' as
$$
declare
    acct   uuid := nullif(current_setting('app.account_id', true), '')::uuid;
    origin session_embedding;
begin
    select e.* into origin from session_embedding e where e.account_id = acct and e.session_id = p_session and e.embedding is not null;
    if origin.session_id is null then
        return;
    end if;
    return query execute
        'with near as materialized (
             (select e.session_id, e.embedding <=> $2 as distance from session_embedding e
               where e.account_id = $1 and not e.in_graph and e.embedding is not null and e.model = $3 and e.model_version = $4)
             union all
             (select g.session_id, g.distance from
                 (select e.session_id, e.embedding <=> $2 as distance from session_embedding e
                   where e.account_id = $1 and e.in_graph and e.model = $3 and e.model_version = $4
                   order by e.embedding <=> $2 limit 200) g))
         select n.session_id, r.readable, 1 - n.distance
           from near n
           cross join lateral (
               select s.status,
                      exists (select 1 from session_participant p where p.account_id = $1 and p.session_id = s.id and p.user_id = $5)
                          or (s.open_handoff_id is not null and ($6 or s.escalated_to_id = $5)) as readable
                 from ai_session s where s.account_id = $1 and s.id = n.session_id and s.deleted_at is null) r
          where n.distance <= 0.55 and n.session_id <> $7
            and (r.readable or ($6 and r.status = ''resolved''
                                and exists (select 1 from session_shared_summary h where h.account_id = $1 and h.session_id = n.session_id)))
          order by n.distance, n.session_id limit $8'
        using acct, origin.embedding, origin.model, origin.model_version, p_user, p_shared, p_session, p_limit;
end
$$;
grant execute on function similar_sessions(uuid, uuid, boolean, integer) to ${app_role};
alter function similar_sessions(uuid, uuid, boolean, integer) owner to ${definer_role};

-- ---------------------------------------------------------------- history digests

alter table ai_session add column history_digest text;
alter table ai_session add column history_digest_seq integer not null default 0;
alter table ai_session add column digest_due_at timestamptz not null default '-infinity';
create index ai_session_digest_ix on ai_session (digest_due_at)
    where deleted_at is null and session_type = 'chat' and message_count - history_digest_seq >= 20;

-- Chats with 20 messages or more since their last digest; the runner takes each by moving digest_due_at inside its account.
create function due_digests(p_limit integer)
    returns table (account_id uuid, session_id uuid)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
select s.account_id, s.id from ai_session s
 where s.deleted_at is null and s.session_type = 'chat' and s.message_count - s.history_digest_seq >= 20
   and s.status in ('active', 'paused', 'requesting_escalation', 'escalated') and s.digest_due_at <= now()
 order by s.digest_due_at limit p_limit
$$;
grant execute on function due_digests(integer) to ${app_role};
alter function due_digests(integer) owner to ${definer_role};

-- ---------------------------------------------------------------- removal

create index ai_session_tombstone_ix on ai_session (deleted_at) where deleted_at is not null;

-- Deleted sessions whose seven days are over.
create function expired_sessions(p_limit integer)
    returns table (account_id uuid, session_id uuid)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
select s.account_id, s.id from ai_session s where s.deleted_at < now() - interval '7 days' order by s.deleted_at limit p_limit
$$;
grant execute on function expired_sessions(integer) to ${app_role};
alter function expired_sessions(integer) owner to ${definer_role};
