-- The book: clients, entries, contracts, memberships and the daily totals. Amounts are counts of the currency's smallest unit, dates
-- are days since 1970-01-01; a date of 2147483647 means "none" and sorts last.

-- What the store itself keeps.
CREATE TABLE meta (
	name TEXT PRIMARY KEY, -- what
	value TEXT NOT NULL    -- its value
) WITHOUT ROWID;

-- One row: how far the book has come. Numbers are the last ones given.
CREATE TABLE book (
	id INTEGER PRIMARY KEY CHECK (id = 1),      -- always 1
	ticked_to INTEGER NOT NULL,                 -- the last day ticked to; -2147483648: never
	closed_to INTEGER NOT NULL,                 -- the last day of the closed period; -2147483648: nothing is closed
	entries INTEGER NOT NULL CHECK (entries >= 0),         -- last entry
	clients INTEGER NOT NULL CHECK (clients >= 0),         -- last client
	contracts INTEGER NOT NULL CHECK (contracts >= 0),     -- last contract
	memberships INTEGER NOT NULL CHECK (memberships >= 0), -- last membership
	chain BLOB NOT NULL,                        -- hash of the latest entry that is no client's
	last_entry INTEGER NOT NULL,                -- that entry; 0: none
	secret BLOB NOT NULL                        -- keys the fingerprints of operations
);

-- The entries: the truth. Never changed, never deleted.
CREATE TABLE entry (
	id INTEGER PRIMARY KEY,          -- number, in the order of recording
	date INTEGER NOT NULL,           -- business date
	recorded_at INTEGER NOT NULL,    -- milliseconds since 1970-01-01 UTC
	ticked_to INTEGER NOT NULL,      -- the day the book had been ticked to when it was made
	name TEXT NOT NULL,              -- of the operation; "tick" for what a day's end did
	client INTEGER NOT NULL,         -- whose chain it stands in; 0: the book's own
	actor INTEGER NOT NULL,          -- staff number; 0: the owner
	key TEXT,                        -- idempotency key; unique for ever
	fingerprint BLOB,                -- keyed hash of the operation's content; with a key only
	operation TEXT NOT NULL,         -- as accepted, without personal data
	result TEXT,                     -- what was answered; with a key only
	contracts BLOB NOT NULL,         -- the contracts it changed, packed numbers
	postings BLOB NOT NULL,          -- the balanced postings, packed
	previous INTEGER NOT NULL,       -- the entry before it in the same chain; 0: none
	hash BLOB NOT NULL CHECK (length(hash) = 32) -- BLAKE2b over all above and the previous hash
);
CREATE UNIQUE INDEX entry_key ON entry (key) WHERE key IS NOT NULL;
CREATE INDEX entry_date ON entry (date, id);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- What the desk noted with an entry; may name people, so it stands apart and can be erased.
CREATE TABLE entry_note (
	entry INTEGER PRIMARY KEY REFERENCES entry (id), -- the entry
	note TEXT NOT NULL                               -- its note
);

-- Closed periods; a reopened one is gone.
CREATE TABLE period (
	closed_to INTEGER PRIMARY KEY,                 -- its last day
	entry INTEGER NOT NULL REFERENCES entry (id)   -- the entry that closed it
);

-- A client as the books know them: a number, a ref and the end of their chain of entries. Names live in person.
CREATE TABLE client (
	id INTEGER PRIMARY KEY,                     -- number
	ref TEXT NOT NULL UNIQUE,                   -- the business's own name for them
	last_entry INTEGER NOT NULL,                -- latest entry of their chain; 0: none
	chain BLOB NOT NULL                         -- its hash
);

-- Personal data, apart from the books so that it can be erased without touching them.
CREATE TABLE person (
	client INTEGER PRIMARY KEY REFERENCES client (id), -- whose
	name TEXT,     -- name
	phone TEXT,    -- telephone
	email TEXT,    -- mail address
	language TEXT, -- BCP 47 tag of the language they read
	note TEXT      -- what the desk should know
);

-- Discount tags of clients.
CREATE TABLE client_tag (
	client INTEGER NOT NULL REFERENCES client (id), -- who
	tag INTEGER NOT NULL,                           -- number of the tag
	PRIMARY KEY (client, tag)
) WITHOUT ROWID;

-- Which entry undid which.
CREATE TABLE voided (
	entry INTEGER PRIMARY KEY REFERENCES entry (id), -- the undone one
	by_entry INTEGER NOT NULL REFERENCES entry (id)  -- the void
);

-- Contracts: their terms and history, and the state they add up to today (kept, checked by verify).
CREATE TABLE contract (
	id INTEGER PRIMARY KEY,           -- number
	ref TEXT,                         -- the business's own name for it
	client INTEGER NOT NULL REFERENCES client (id), -- owner today
	offer INTEGER NOT NULL,           -- number of the offer sold; 0: none
	membership INTEGER NOT NULL,      -- the membership it is a cycle of; 0: none
	stream INTEGER NOT NULL CHECK (stream BETWEEN 0 AND 6), -- visit, goods, package, combo, membership, credit, legacy
	branch INTEGER NOT NULL,          -- where it was sold; 0: not said
	sold_on INTEGER NOT NULL,         -- its date
	voided INTEGER NOT NULL CHECK (voided IN (0, 1)), -- its sale was undone
	open INTEGER NOT NULL CHECK (open IN (0, 1)),     -- something is left to use, or something is due
	due_on INTEGER NOT NULL,          -- the day the tick must look at it; 2147483647: never
	price INTEGER NOT NULL,           -- price it was sold at
	live_value INTEGER NOT NULL,      -- S
	delivered INTEGER NOT NULL,       -- D
	paid INTEGER NOT NULL,            -- C
	written_off INTEGER NOT NULL,     -- W
	terms BLOB NOT NULL,              -- frozen terms, packed
	history BLOB NOT NULL,            -- changes, packed
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
	client INTEGER NOT NULL REFERENCES client (id),     -- the holder
	contract INTEGER NOT NULL REFERENCES contract (id), -- what they may use
	PRIMARY KEY (client, contract)
) WITHOUT ROWID;

-- Memberships: what the cycles are made of.
CREATE TABLE membership (
	id INTEGER PRIMARY KEY,      -- number
	ref TEXT,                    -- the business's own name for it
	client INTEGER NOT NULL REFERENCES client (id), -- the member
	offer INTEGER NOT NULL,      -- the plan today
	voided INTEGER NOT NULL CHECK (voided IN (0, 1)), -- its sale was undone
	ended_on INTEGER NOT NULL,   -- since when it is over; 2147483647: it runs
	suspended_on INTEGER NOT NULL, -- since when it is suspended; 2147483647: it is not
	due_on INTEGER NOT NULL,     -- the day the tick must look at it; 2147483647: never
	body BLOB NOT NULL           -- plan, anchor and freezes, packed
);
CREATE UNIQUE INDEX membership_ref ON membership (ref) WHERE ref IS NOT NULL AND voided = 0;
CREATE INDEX membership_client ON membership (client);
CREATE INDEX membership_due ON membership (due_on, id) WHERE due_on < 2147483647;

-- Daily totals: what contracts did, by stream and place (rulebook §12). Written with the entries.
CREATE TABLE movement_day (
	date INTEGER NOT NULL,      -- day
	measure INTEGER NOT NULL,   -- what is counted
	stream INTEGER NOT NULL,    -- where money comes from
	branch INTEGER NOT NULL,    -- where it happened
	home INTEGER NOT NULL,      -- where the contract was sold
	item INTEGER NOT NULL,      -- service or product; 0: not of one
	amount INTEGER NOT NULL,    -- money
	sessions INTEGER NOT NULL,  -- sessions
	PRIMARY KEY (date, measure, stream, branch, home, item)
) WITHOUT ROWID;

-- Money in and out by method.
CREATE TABLE takings_day (
	date INTEGER NOT NULL,    -- day
	method TEXT NOT NULL,     -- cash, card, …
	stream INTEGER NOT NULL,  -- what it was paid for
	branch INTEGER NOT NULL,  -- where
	paid_in INTEGER NOT NULL, -- received
	refunded INTEGER NOT NULL, -- paid back
	PRIMARY KEY (date, method, stream, branch)
) WITHOUT ROWID;

-- Performance by basis.
CREATE TABLE performance_day (
	date INTEGER NOT NULL,    -- day
	basis INTEGER NOT NULL,   -- 0 cash_delivered, 1 delivered, 2 cash
	staff INTEGER NOT NULL,   -- who; 0: the house
	item INTEGER NOT NULL,    -- service or product; 0: not of one
	stream INTEGER NOT NULL,  -- what it was sold as
	branch INTEGER NOT NULL,  -- where it was done
	amount INTEGER NOT NULL,  -- how much
	PRIMARY KEY (basis, date, staff, item, stream, branch)
) WITHOUT ROWID;

-- Account balances by day: the postings summed.
CREATE TABLE account_day (
	date INTEGER NOT NULL,   -- day
	account TEXT NOT NULL,   -- assets:cash:card, liabilities:contract:package, …
	amount INTEGER NOT NULL, -- debit positive
	PRIMARY KEY (date, account)
) WITHOUT ROWID;
