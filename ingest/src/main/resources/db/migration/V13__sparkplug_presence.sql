-- Which Sparkplug edge nodes and devices were online when we last heard of them: who was, and is not
-- heard after a restart, is dead. Written in the transaction of the fault that a death is.
create table sparkplug_presence (
  group_id   text not null,
  edge_node  text not null,
  device     text not null, -- empty: the edge node itself
  online     boolean not null,
  since      timestamptz not null, -- when it was born, or died, by our clock
  born_at    timestamptz not null, -- when its newest birth came, by our clock
  bd_seq     bigint, -- pairs the birth of its session with the death
  primary key (group_id, edge_node, device)
);
