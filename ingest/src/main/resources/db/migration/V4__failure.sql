-- Failures that happened, as people recorded them. Fields after ISO 14224 (failure data): each a
-- word of the company's own lists, so free text here.
create table failure (
  id           bigint generated always as identity primary key,
  asset_id     integer not null references asset (id),
  time         timestamptz not null, -- when it failed, or was found to have failed
  mode         text not null, -- the way it failed, such as "external leakage"
  mechanism    text, -- the process behind it, such as "corrosion"
  cause        text, -- what began it, such as "wrong material"
  detection    text, -- how it was found, such as "operator's round"
  restored_at  timestamptz check (restored_at >= time), -- when it worked again
  note         text,
  recorded_at  timestamptz not null default now(),
  unique (asset_id, time, mode)
);
