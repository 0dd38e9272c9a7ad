-- One turn of a relay publishes events of many shards: they are marked together, in one commit instead of one for each shard.
-- The function for a single shard stays for processes of the build before.
set role ${definer_role};

-- Events of a shard whose lease was lost meanwhile stay unmarked. The four arrays run in parallel, an element an event.
create function outbox_mark(p_owner uuid, p_shards smallint[], p_epochs bigint[], p_accounts uuid[], p_events uuid[]) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    held   smallint[];
    marked integer;
begin
    select array_agg(locked.shard) into held
      from (select s.shard from outbox_shard s
             where s.owner = p_owner
               and (s.shard, s.epoch) in (select d.shard, d.epoch from unnest(p_shards, p_epochs) d (shard, epoch))
             order by s.shard for share) locked;
    update outbox_event e set published_at = now()
      from unnest(p_shards, p_accounts, p_events) d (shard, account_id, event_id)
     where e.account_id = d.account_id and e.event_id = d.event_id and e.shard = d.shard
       and e.shard = any (held) and e.published_at is null;
    get diagnostics marked = row_count;
    return marked;
end
$$;

grant execute on function outbox_mark(uuid, smallint[], bigint[], uuid[], uuid[]) to ${app_role};

reset role;
