-- The book: clients, entries, contracts, memberships and the daily totals. Amounts are counts of the currency's smallest unit, dates
-- are days since 1970-01-01; a date of 2147483647 means "none" and sorts last.

-- What the store itself keeps.
CREATE TABLE meta (
	name TEXT COLLATE "C" PRIMARY KEY, -- what
	value TEXT COLLATE "C" NOT NULL    -- its value
);

-- One row: how far the book has come. Numbers are the last ones given.
CREATE TABLE book (
	id BIGINT PRIMARY KEY CHECK (id = 1),      -- always 1
	ticked_to BIGINT NOT NULL,                 -- the last day ticked to; -2147483648: never
	closed_to BIGINT NOT NULL,                 -- the last day of the closed period; -2147483648: nothing is closed
	entries BIGINT NOT NULL CHECK (entries >= 0),         -- last entry
	clients BIGINT NOT NULL CHECK (clients >= 0),         -- last client
	contracts BIGINT NOT NULL CHECK (contracts >= 0),     -- last contract
	memberships BIGINT NOT NULL CHECK (memberships >= 0), -- last membership
	chain BYTEA NOT NULL,                        -- hash of the latest entry that is no client's
	last_entry BIGINT NOT NULL,                -- that entry; 0: none
	secret BYTEA NOT NULL                        -- keys the fingerprints of operations
);

-- The entries: the truth. Never changed, never deleted.
CREATE TABLE entry (
	id BIGINT PRIMARY KEY,          -- number, in the order of recording
	date BIGINT NOT NULL,           -- business date
	recorded_at BIGINT NOT NULL,    -- milliseconds since 1970-01-01 UTC
	ticked_to BIGINT NOT NULL,      -- the day the book had been ticked to when it was made
	name TEXT COLLATE "C" NOT NULL,              -- of the operation; "tick" for what a day's end did
	client BIGINT NOT NULL,         -- whose chain it stands in; 0: the book's own
	actor BIGINT NOT NULL,          -- staff number; 0: the owner
	key TEXT COLLATE "C",                        -- idempotency key; unique for ever
	fingerprint BYTEA,                -- keyed hash of the operation's content; with a key only
	operation TEXT COLLATE "C" NOT NULL,         -- as accepted, without personal data
	result TEXT COLLATE "C",                     -- what was answered; with a key only
	contracts BYTEA NOT NULL,         -- the contracts it changed, packed numbers
	postings BYTEA NOT NULL,          -- the balanced postings, packed
	previous BIGINT NOT NULL,       -- the entry before it in the same chain; 0: none
	hash BYTEA NOT NULL CHECK (length(hash) = 32) -- BLAKE2b over all above and the previous hash
);
CREATE UNIQUE INDEX entry_key ON entry (key) WHERE key IS NOT NULL;
CREATE INDEX entry_date ON entry (date, id);

CREATE FUNCTION entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an entry is never changed or deleted'; END $$;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_is_kept();

-- What the desk noted with an entry; may name people, so it stands apart and can be erased.
CREATE TABLE entry_note (
	entry BIGINT PRIMARY KEY REFERENCES entry (id), -- the entry
	note TEXT COLLATE "C" NOT NULL                               -- its note
);

-- Closed periods; a reopened one is gone.
CREATE TABLE period (
	closed_to BIGINT PRIMARY KEY,                 -- its last day
	entry BIGINT NOT NULL REFERENCES entry (id)   -- the entry that closed it
);

-- A client as the books know them: a number, a ref and the end of their chain of entries. Names live in person.
CREATE TABLE client (
	id BIGINT PRIMARY KEY,                     -- number
	ref TEXT COLLATE "C" NOT NULL UNIQUE,                   -- the business's own name for them
	last_entry BIGINT NOT NULL,                -- latest entry of their chain; 0: none
	chain BYTEA NOT NULL                         -- its hash
);

-- Personal data, apart from the books so that it can be erased without touching them.
CREATE TABLE person (
	client BIGINT PRIMARY KEY REFERENCES client (id), -- whose
	name TEXT COLLATE "C",     -- name
	phone TEXT COLLATE "C",    -- telephone
	email TEXT COLLATE "C",    -- mail address
	language TEXT COLLATE "C", -- BCP 47 tag of the language they read
	note TEXT COLLATE "C"      -- what the desk should know
);

-- Discount tags of clients.
CREATE TABLE client_tag (
	client BIGINT NOT NULL REFERENCES client (id), -- who
	tag BIGINT NOT NULL,                           -- number of the tag
	PRIMARY KEY (client, tag)
);

-- Which entry undid which.
CREATE TABLE voided (
	entry BIGINT PRIMARY KEY REFERENCES entry (id), -- the undone one
	by_entry BIGINT NOT NULL REFERENCES entry (id)  -- the void
);

-- Contracts: their terms and history, and the state they add up to today (kept, checked by verify).
CREATE TABLE contract (
	id BIGINT PRIMARY KEY,           -- number
	ref TEXT COLLATE "C",                         -- the business's own name for it
	client BIGINT NOT NULL REFERENCES client (id), -- owner today
	offer BIGINT NOT NULL,           -- number of the offer sold; 0: none
	membership BIGINT NOT NULL,      -- the membership it is a cycle of; 0: none
	stream BIGINT NOT NULL CHECK (stream BETWEEN 0 AND 6), -- visit, goods, package, combo, membership, credit, legacy
	branch BIGINT NOT NULL,          -- where it was sold; 0: not said
	sold_on BIGINT NOT NULL,         -- its date
	voided BIGINT NOT NULL CHECK (voided IN (0, 1)), -- its sale was undone
	open BIGINT NOT NULL CHECK (open IN (0, 1)),     -- something is left to use, or something is due
	due_on BIGINT NOT NULL,          -- the day the tick must look at it; 2147483647: never
	price BIGINT NOT NULL,           -- price it was sold at
	live_value BIGINT NOT NULL,      -- S
	delivered BIGINT NOT NULL,       -- D
	paid BIGINT NOT NULL,            -- C
	written_off BIGINT NOT NULL,     -- W
	terms BYTEA NOT NULL,              -- frozen terms, packed
	history BYTEA NOT NULL,            -- changes, packed
	CHECK (0 <= delivered AND delivered <= live_value),
	CHECK (0 <= paid AND 0 <= written_off AND paid + written_off <= live_value)
);
CREATE UNIQUE INDEX contract_ref ON contract (ref) WHERE ref IS NOT NULL AND voided = 0;
CREATE INDEX contract_open ON contract (client, id) WHERE open = 1;
CREATE INDEX contract_client ON contract (client, id);
CREATE INDEX contract_due ON contract (due_on, id) WHERE due_on < 2147483647;
CREATE INDEX contract_membership ON contract (membership, id) WHERE membership > 0;

-- Who may use a contract besides its owner.
CREATE TABLE holder (
	client BIGINT NOT NULL REFERENCES client (id),     -- the holder
	contract BIGINT NOT NULL REFERENCES contract (id), -- what they may use
	PRIMARY KEY (client, contract)
);

-- Memberships: what the cycles are made of.
CREATE TABLE membership (
	id BIGINT PRIMARY KEY,      -- number
	ref TEXT COLLATE "C",                    -- the business's own name for it
	client BIGINT NOT NULL REFERENCES client (id), -- the member
	offer BIGINT NOT NULL,      -- the plan today
	voided BIGINT NOT NULL CHECK (voided IN (0, 1)), -- its sale was undone
	ended_on BIGINT NOT NULL,   -- since when it is over; 2147483647: it runs
	suspended_on BIGINT NOT NULL, -- since when it is suspended; 2147483647: it is not
	due_on BIGINT NOT NULL,     -- the day the tick must look at it; 2147483647: never
	body BYTEA NOT NULL           -- plan, anchor and freezes, packed
);
CREATE UNIQUE INDEX membership_ref ON membership (ref) WHERE ref IS NOT NULL AND voided = 0;
CREATE INDEX membership_client ON membership (client);
CREATE INDEX membership_due ON membership (due_on, id) WHERE due_on < 2147483647;

-- Daily totals: what contracts did, by stream and place (rulebook §12). Written with the entries.
CREATE TABLE movement_day (
	date BIGINT NOT NULL,      -- day
	measure BIGINT NOT NULL,   -- what is counted
	stream BIGINT NOT NULL,    -- where money comes from
	branch BIGINT NOT NULL,    -- where it happened
	home BIGINT NOT NULL,      -- where the contract was sold
	item BIGINT NOT NULL,      -- service or product; 0: not of one
	amount BIGINT NOT NULL,    -- money
	sessions BIGINT NOT NULL,  -- sessions
	PRIMARY KEY (date, measure, stream, branch, home, item)
);

-- Money in and out by method.
CREATE TABLE takings_day (
	date BIGINT NOT NULL,    -- day
	method TEXT COLLATE "C" NOT NULL,     -- cash, card, …
	stream BIGINT NOT NULL,  -- what it was paid for
	branch BIGINT NOT NULL,  -- where
	paid_in BIGINT NOT NULL, -- received
	refunded BIGINT NOT NULL, -- paid back
	PRIMARY KEY (date, method, stream, branch)
);

-- Performance by basis.
CREATE TABLE performance_day (
	date BIGINT NOT NULL,    -- day
	basis BIGINT NOT NULL,   -- 0 cash_delivered, 1 delivered, 2 cash
	staff BIGINT NOT NULL,   -- who; 0: the house
	item BIGINT NOT NULL,    -- service or product; 0: not of one
	stream BIGINT NOT NULL,  -- what it was sold as
	branch BIGINT NOT NULL,  -- where it was done
	amount BIGINT NOT NULL,  -- how much
	PRIMARY KEY (basis, date, staff, item, stream, branch)
);

-- Account balances by day: the postings summed.
CREATE TABLE account_day (
	date BIGINT NOT NULL,   -- day
	account TEXT COLLATE "C" NOT NULL,   -- assets:cash:card, liabilities:contract:package, …
	amount BIGINT NOT NULL, -- debit positive
	PRIMARY KEY (date, account)
);
