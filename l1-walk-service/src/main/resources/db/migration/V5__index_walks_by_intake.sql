-- Demand asks of every intake what walks it led to, through all the intakes that followed it.
create index walk_intake_ix on walk (account_id, intake_id) where intake_id is not null;
