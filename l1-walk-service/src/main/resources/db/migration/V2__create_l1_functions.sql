-- @@ and <=> are not leakproof: under row policies their indexes are out of reach, so searches run as the definer role and
-- carry the tenant inside. Nothing at all, the library included, when no account is bound.
call definer_may('select', 'flow');
call definer_may('select', 'flow_vector');
call definer_may('select', 'flow_text');
call definer_may('select', 'account_library_flow');
call definer_may('select, update', 'index_job');
call definer_may('select', 'walk');
grant select on library_flow, library_flow_version, library_text, library_vector to ${definer_role};
grant insert, update, delete on library_vector to ${definer_role};
grant select, insert, update, delete on library_none_vector to ${definer_role};

create function match_flows(p_vector vector(384), p_terms text, p_near text, p_model text, p_k integer)
    returns table (source text, flow_id uuid, version_no integer, head_cosine double precision, node_cosine double precision)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
with tenant as (select nullif(current_setting('app.account_id', true), '')::uuid as id),
visible as (
    select 'account' as source, f.id as flow_id, f.published_version_no as version_no
      from flow f join tenant t on f.account_id = t.id
     where f.status = 'published'
    union all
    select 'library', l.id, l.current_version_no
      from library_flow l join tenant t on t.id is not null
     where not exists (select 1 from account_library_flow a where a.account_id = t.id and a.flow_id = l.id and a.switched_off)),
near_vectors as (
    select v.source, v.flow_id, x.kind, 1 - (x.embedding <=> p_vector) as cosine
      from visible v join library_vector x on v.source = 'library' and x.flow_id = v.flow_id and x.version_no = v.version_no
     where p_vector is not null and x.model = p_model
    union all
    select v.source, v.flow_id, x.kind, 1 - (x.embedding <=> p_vector)
      from visible v join tenant t on v.source = 'account'
      join flow_vector x on x.account_id = t.id and x.flow_id = v.flow_id
     where p_vector is not null and x.model = p_model),
heads as (select n.source, n.flow_id, max(n.cosine) as cosine from near_vectors n where n.kind = 'head' group by 1, 2),
nodes as (
    select r.source, r.flow_id, avg(r.cosine) as cosine
      from (select n.*, row_number() over (partition by n.source, n.flow_id order by n.cosine desc) as place
              from near_vectors n where n.kind = 'node') r
     where r.place <= 3 group by 1, 2),
texts as (
    select v.source, v.flow_id,
           ts_rank(x.search, to_tsquery('english', p_terms)) + word_similarity(p_near, x.near) as rank
      from visible v
      join (select 'library' as source, l.flow_id, l.version_no, l.search, l.near from library_text l
            union all
            select 'account', a.flow_id, null, a.search, a.near from flow_text a join tenant t on a.account_id = t.id) x
        on x.source = v.source and x.flow_id = v.flow_id and (x.version_no is null or x.version_no = v.version_no)
     where p_terms <> '' and (x.search @@ to_tsquery('english', p_terms) or word_similarity(p_near, x.near) > 0.2)),
chosen as (
    (select h.source, h.flow_id from heads h order by h.cosine desc, h.flow_id limit p_k)
    union
    (select n.source, n.flow_id from nodes n order by n.cosine desc, n.flow_id limit p_k)
    union
    (select x.source, x.flow_id from texts x order by x.rank desc, x.flow_id limit p_k))
select v.source, v.flow_id, v.version_no, coalesce(h.cosine, 0), coalesce(n.cosine, 0)
  from chosen c
  join visible v using (source, flow_id)
  left join heads h using (source, flow_id)
  left join nodes n using (source, flow_id)
$$;

create function claim_index_jobs(n integer)
    returns table (account_id uuid, subject text, version_no integer, attempts integer)
    language sql security definer set search_path = ${schema}, public, pg_temp as
$$
with due as (
    select j.account_id, j.subject from index_job j
     where j.state in ('pending', 'running') and j.next_run_at <= now() and (j.lease_until is null or j.lease_until < now())
     order by j.next_run_at limit n for update skip locked)
update index_job j
   set state = 'running', lease_until = now() + interval '60 seconds', attempts = j.attempts + 1
  from due where j.account_id = due.account_id and j.subject = due.subject
returning j.account_id, j.subject, j.version_no, j.attempts
$$;

-- Ids and account only; the job then acts inside that account, under the walk's own row lock.
create function claim_idle_walks(n integer, p_idle_hours integer)
    returns table (account_id uuid, walk_id uuid)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
select w.account_id, w.id from walk w
 where w.status = 'active' and w.last_step_at < now() - make_interval(hours => p_idle_hours)
 order by w.last_step_at, w.id limit n
$$;

-- The library is read-only for the app role; only its vectors, which it computes from texts it can read anyway, go in here.
create function store_library_vectors(p_flow uuid, p_version integer, p_model text, p_model_version text, p_kinds text[],
                                      p_nodes text[], p_vectors text[])
    returns void
    language plpgsql security definer set search_path = ${schema}, public, pg_temp as
$$
begin
    delete from library_vector where flow_id = p_flow;
    insert into library_vector (flow_id, version_no, position, kind, node_id, model, model_version, embedding)
    select p_flow, p_version, x.place, x.kind, x.node, p_model, p_model_version, x.embedding::vector
      from unnest(p_kinds, p_nodes, p_vectors) with ordinality as x (kind, node, embedding, place);
end
$$;

create function store_none_vectors(p_model text, p_model_version text, p_digest text, p_vectors text[])
    returns void
    language plpgsql security definer set search_path = ${schema}, public, pg_temp as
$$
begin
    delete from library_none_vector;
    insert into library_none_vector (position, text_digest, model, model_version, embedding)
    select x.place, p_digest, p_model, p_model_version, x.embedding::vector
      from unnest(p_vectors) with ordinality as x (embedding, place);
end
$$;

grant execute on function match_flows(vector, text, text, text, integer), claim_index_jobs(integer), claim_idle_walks(integer, integer),
    store_library_vectors(uuid, integer, text, text, text[], text[], text[]), store_none_vectors(text, text, text, text[]) to ${app_role};
alter function match_flows(vector, text, text, text, integer) owner to ${definer_role};
alter function claim_index_jobs(integer) owner to ${definer_role};
alter function claim_idle_walks(integer, integer) owner to ${definer_role};
alter function store_library_vectors(uuid, integer, text, text, text[], text[], text[]) owner to ${definer_role};
alter function store_none_vectors(text, text, text, text[]) owner to ${definer_role};
