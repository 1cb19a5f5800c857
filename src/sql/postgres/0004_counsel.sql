-- What alerts and renewals are made of (rulebook §11), kept so that they cost by clients, not by entries.

-- The client's latest visits for each service and in all, packed: their rhythm. Written with each visit.
ALTER TABLE client ADD COLUMN visits BYTEA NOT NULL DEFAULT '';

-- The day on which the last session of a package or combo was used, while nothing of it is left or due; 2147483647: not so.
ALTER TABLE contract ADD COLUMN used_up_on BIGINT NOT NULL DEFAULT 2147483647;
CREATE INDEX contract_used_up ON contract (client, id, used_up_on) WHERE used_up_on < 2147483647;

-- What a visit with a key was answered to tell and to offer: no figure of the books, so it stands in no hash and is not repeated by
-- verify, but a key asked again gets it again.
CREATE TABLE counsel (
	entry BIGINT PRIMARY KEY REFERENCES entry (id), -- the visit's
	body TEXT COLLATE "C" NOT NULL                               -- its members "alerts" and "renewals" as JSON
);

-- contract_open stays as it is here, (client, id): PostgreSQL leaves out of an index's search what its WHERE says already, so with "open"
-- first (as SQLite wants it) it would read the whole index.
