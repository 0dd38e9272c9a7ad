-- A key in flight is leased by its process, which renews it while the request runs: what a killed process held is free within seconds.
-- Null in rows of a process that knows no leases yet: those are free after 150 s, as before.
alter table idempotency_key add column lease_until timestamptz;
