-- Half as many rows are read and compared exactly: 120 of 15,000 find the same ten flows as 240, and a search of an account nobody asked
-- for lately reads its pages anew, where each row may be on a page of its own. The function is as in V6 but for that figure.

-- it belongs to the definer role, which alone may take it away
set local role ${definer_role};
-- contract: made anew below, with the same arguments and rows
drop function match_flows(vector, text, text, text, integer);
reset role;

create function match_flows(p_vector vector(384), p_terms text, p_near text, p_model text, p_k integer)
    returns table (source text, flow_id uuid, version_no integer, head_cosine double precision, node_cosine double precision)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp as
$$
#variable_conflict use_column
declare
    -- rows taken by their signs alone and compared exactly: many more than flows wanted, because signs are rough, and one flow may hold
    -- many of the nearest
    wide constant integer := p_k * 6;
    signs constant bit(384) := binary_quantize(p_vector)::bit(384);
    -- up to here every title is compared letter by letter; above, typing errors are left to the vectors
    few constant integer := 200;
    tenant uuid := nullif(current_setting('app.account_id', true), '')::uuid;
    size integer;
    words tsquery;
    own_words tsquery;
begin
    if tenant is null then
        return;
    end if;
    if p_terms <> '' then
        words := to_tsquery('english', p_terms);
        own_words := ('''acc' || replace(tenant::text, '-', '') || '''')::tsquery && words;
    end if;
    size := (select count(*) from (select 1 from flow_text t where t.account_id = tenant limit few + 1) s);
    return query
    with library as (
        select l.id, l.current_version_no as no from library_flow l
         where not exists (select 1 from account_library_flow a where a.account_id = tenant and a.flow_id = l.id and a.switched_off)),
    -- nearest rows of the account's own flows, heads and nodes each
    own_heads as (
        select x.flow_id, x.embedding <=> p_vector as far
          from (select r.flow_id, r.position from flow_vector r
                 where r.account_id = tenant and r.kind = 'head' and p_vector is not null
                 order by r.bits <~> signs limit wide) near
          join flow_vector x on x.account_id = tenant and x.flow_id = near.flow_id and x.position = near.position
         where x.model = p_model),
    own_nodes as (
        select x.flow_id, x.embedding <=> p_vector as far
          from (select r.flow_id, r.position from flow_vector r
                 where r.account_id = tenant and r.kind = 'node' and p_vector is not null
                 order by r.bits <~> signs limit wide) near
          join flow_vector x on x.account_id = tenant and x.flow_id = near.flow_id and x.position = near.position
         where x.model = p_model),
    own_texts as (
        select t.flow_id,
               case when words is null or not t.marked @@ own_words then 0 else ts_rank(t.search, words) end
                   + case when size <= few or p_vector is null then word_similarity(p_near, t.near) else 0 end as rank
          from flow_text t
         where t.account_id = tenant and words is not null
           and (t.marked @@ own_words or ((size <= few or p_vector is null) and word_similarity(p_near, t.near) > 0.2))
         order by rank desc, t.flow_id limit p_k * 3),
    shelf_texts as (
        select t.flow_id,
               case when t.search @@ words then ts_rank(t.search, words) else 0 end + word_similarity(p_near, t.near) as rank
          from library l join library_text t on t.flow_id = l.id and t.version_no = l.no
         where words is not null and (t.search @@ words or word_similarity(p_near, t.near) > 0.2)),
    shelf_vectors as (
        select x.flow_id, x.kind, 1 - (x.embedding <=> p_vector) as cosine
          from library l join library_vector x on x.flow_id = l.id and x.version_no = l.no
         where p_vector is not null and x.model = p_model),
    chosen as (
        (select f.id, f.published_version_no as no from (
            (select h.flow_id, min(h.far) as far from own_heads h group by 1)) h
           join flow f on f.account_id = tenant and f.id = h.flow_id and f.status = 'published'
          order by h.far, f.id limit p_k)
        union
        (select f.id, f.published_version_no from (
            (select n.flow_id, avg(n.far) as far from own_nodes n group by 1)) n
           join flow f on f.account_id = tenant and f.id = n.flow_id and f.status = 'published'
          order by n.far, f.id limit p_k)
        union
        (select f.id, f.published_version_no from own_texts t
           join flow f on f.account_id = tenant and f.id = t.flow_id and f.status = 'published'
          order by t.rank desc, f.id limit p_k)),
    -- the exact figures of what was chosen: its best head, its three best nodes
    own_cosines as (
        select c.id, x.kind, 1 - (x.embedding <=> p_vector) as cosine
          from chosen c join flow_vector x on x.account_id = tenant and x.flow_id = c.id
         where p_vector is not null and x.model = p_model),
    own_scores as (
        select r.id, max(r.cosine) filter (where r.kind = 'head') as head, avg(r.cosine) filter (where r.kind = 'node') as node
          from (select o.*, row_number() over (partition by o.id, o.kind order by o.cosine desc) as place from own_cosines o) r
         where r.place <= 3 group by r.id),
    shelf_scores as (
        select r.flow_id, max(r.cosine) filter (where r.kind = 'head') as head, avg(r.cosine) filter (where r.kind = 'node') as node
          from (select v.*, row_number() over (partition by v.flow_id, v.kind order by v.cosine desc) as place from shelf_vectors v) r
         where r.place <= 3 group by r.flow_id),
    shelf as (
        (select v.flow_id from shelf_vectors v where v.kind = 'head' group by 1 order by max(v.cosine) desc, 1 limit p_k)
        union
        (select v.flow_id from shelf_vectors v where v.kind = 'node' group by 1 order by max(v.cosine) desc, 1 limit p_k)
        union
        (select t.flow_id from shelf_texts t order by t.rank desc, 1 limit p_k))
    select 'account', c.id, c.no, coalesce(o.head, 0), coalesce(o.node, 0)
      from chosen c left join own_scores o on o.id = c.id
    union all
    select 'library', s.flow_id, l.no, coalesce(v.head, 0), coalesce(v.node, 0)
      from shelf s join library l on l.id = s.flow_id left join shelf_scores v on v.flow_id = s.flow_id;
end
$$;

grant execute on function match_flows(vector, text, text, text, integer) to ${app_role};
alter function match_flows(vector, text, text, text, integer) owner to ${definer_role};
