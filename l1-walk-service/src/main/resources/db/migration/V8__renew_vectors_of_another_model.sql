-- Another embedding model makes other vectors, and vectors of two models are never compared: the jobs that made them are due again, some at
-- a time. A flow out of service has no job to do; all vectors of one flow are of one model, so its first tells.
create function renew_index(p_model text, p_version text, p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, public, pg_temp as
$$
declare
    renewed integer;
begin
    update index_job j
       set state = 'pending', attempts = 0, next_run_at = now(), lease_until = null, error_code = null
      from (select o.account_id, o.subject from index_job o
             where o.state in ('done', 'failed')
               and case
                       when o.subject = 'none-texts'
                           then exists (select 1 from library_none_vector n
                                         where n.position = 1 and (n.model, n.model_version) is distinct from (p_model, p_version))
                       else exists (select 1 from flow_vector v join flow f on f.account_id = v.account_id and f.id = v.flow_id
                                     where v.account_id = o.account_id and v.flow_id = o.subject::uuid and v.position = 1
                                       and f.status = 'published' and (v.model, v.model_version) is distinct from (p_model, p_version))
                           or exists (select 1 from library_vector l
                                       where l.flow_id = o.subject::uuid and l.version_no = o.version_no and l.position = 1
                                         and (l.model, l.model_version) is distinct from (p_model, p_version))
                   end
             limit p_limit for update skip locked) due
     where j.account_id = due.account_id and j.subject = due.subject;
    get diagnostics renewed = row_count;
    return renewed;
end
$$;
grant execute on function renew_index(text, text, integer) to ${app_role};
alter function renew_index(text, text, integer) owner to ${definer_role};
