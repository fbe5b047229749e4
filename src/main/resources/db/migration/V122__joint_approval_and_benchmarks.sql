-- What is asked of parties is named by the application, which adds to it with further processes.
alter table eo.party_answer drop constraint if exists party_answer_step_check;
