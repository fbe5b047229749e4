-- One row per mail and recipient, written with the work that causes it and kept after it is sent.
create table eo.outbox (
    id           bigint generated always as identity primary key,
    key          text        not null,
    recipient    text        not null,
    message_id   text        not null unique,
    subject      text        not null,
    html         text        not null,
    created_at   timestamptz not null,
    state        text        not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    attempts     integer     not null default 0,
    next_attempt timestamptz not null,
    sent_at      timestamptz,
    last_error   text,
    unique (key, recipient)
);
create index outbox_waiting on eo.outbox (next_attempt) where state = 'waiting';

-- One row per file that goes with a mail.
create table eo.outbox_attachment (
    outbox_id  bigint  not null references eo.outbox,
    position   integer not null,
    name       text    not null,
    media_type text    not null,
    content    bytea   not null,
    primary key (outbox_id, position)
);

grant select, insert, update on eo.outbox to eo_app;
grant select, insert on eo.outbox_attachment to eo_app;
