-- One row per answer that a party gave when it was asked: its vote, its position on a draft, its acknowledgement. Kept outside the
-- process, so that no party reads another's answer while answers are given. Never changed, never deleted.
create table eo.party_answer (
    process_instance text        not null,
    step             text        not null check (step in ('VOTE', 'COORDINATION', 'ACKNOWLEDGEMENT')),
    round            integer     not null check (round > 0),    -- a draft that was revised is put before the parties again
    party            text        not null,                      -- id of the agency that answers
    answer           text        not null,
    comment          text        not null default '',
    account          text        not null,                      -- who answered for it
    given_at         timestamptz not null,
    primary key (process_instance, step, round, party),
    unique (process_instance, step, round, account)             -- nobody answers for two
);
grant select, insert on eo.party_answer to eo_app;
