-- One row per account (as a digest of what was typed) or address that tried to sign in lately. An attempt counts as a failure
-- until it has succeeded; before open_at nobody looks at a password.
create table eo.sign_in_attempts (
    kind     text        not null check (kind in ('account', 'address')),
    subject  text        not null,
    failures integer     not null,
    last_at  timestamptz not null,
    open_at  timestamptz not null,
    primary key (kind, subject)
);

-- One row per sign-in, refused sign-in and sign-out. Account is null where there is none of the name that was typed.
create table eo.sign_in (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    outcome text        not null check (outcome in ('signed-in', 'refused', 'held-back', 'signed-out')),
    account text,
    address text        not null,
    way     text        not null check (way in ('page', 'basic'))
);
create index sign_in_account on eo.sign_in (account, at);

grant select, insert, update, delete on eo.sign_in_attempts to eo_app;
grant select, insert on eo.sign_in to eo_app;
