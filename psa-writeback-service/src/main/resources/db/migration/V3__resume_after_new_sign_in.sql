-- A paused connection that was given a new sign-in is tried again; the first success resumes it, and tells so.
alter table psa_connection add column resume_reason text;
