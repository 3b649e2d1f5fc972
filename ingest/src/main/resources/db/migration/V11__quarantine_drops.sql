-- Of what is too large, or refused before it is read, only the beginning is kept, or nothing.
alter table quarantine add column size integer; -- bytes of the whole message, where payload is not all of it

-- Who deleted what from the quarantine: a person, or the limit that `serve` was given.
create table quarantine_drop (
  id          bigint generated always as identity primary key,
  dropped_at  timestamptz not null default now(),
  by          text not null,
  selection   text not null, -- in words
  entries     bigint not null,
  bytes       bigint not null,
  oldest      timestamptz not null, -- received_at of the first and the last of them
  newest      timestamptz not null
);
