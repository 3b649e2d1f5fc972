-- A change of what the rules see of an asset (class, zone, ownership, meters) is an event of its log. This keeps what
-- the asset was before, so that the first definition needs no row; an asset that never changes has none.
alter table asset add column definition integer not null default 0; -- how often it was changed

create table definition_change (
  asset_id    integer not null references asset (id),
  number      integer not null, -- the asset's n-th change
  former      jsonb not null,   -- what it was before
  changed_at  timestamptz not null default now(),
  seq         bigint,           -- from there on the log is folded as what it became; null until the service has taken it
  primary key (asset_id, number)
);
create index definition_change_seq on definition_change (seq);
