-- The catalogue: the lists and settings of a book. Rates are basis points, amounts counts of the currency's smallest unit. Numbers are
-- given in order; nothing is ever taken off a list, since entries name what they were about.

-- The settings by name, as texts; one that is not here has its default. The generation counts the operations on the catalogue.
CREATE TABLE setting (
	name TEXT PRIMARY KEY, -- which
	value TEXT NOT NULL    -- its value: a text, a number, 0 or 1, or a word
) WITHOUT ROWID;
INSERT INTO setting (name, value) VALUES ('generation', '0');

-- Where the business works.
CREATE TABLE branch (
	id INTEGER PRIMARY KEY, -- number
	code TEXT NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT NOT NULL     -- what people read
);

-- Who works there.
CREATE TABLE staff (
	id INTEGER PRIMARY KEY, -- number
	code TEXT NOT NULL UNIQUE CHECK (code NOT IN ('', 'house')), -- the business's own name for them; the house is nobody
	name TEXT NOT NULL,    -- what people read
	role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'desk', 'practitioner', 'accountant')) -- what they may do
);

-- Services and products, which share their codes.
CREATE TABLE item (
	id INTEGER PRIMARY KEY, -- number
	code TEXT NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	product INTEGER NOT NULL CHECK (product IN (0, 1)), -- 1: goods; 0: something done
	name TEXT NOT NULL,    -- what people read
	price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000), -- list price
	cost INTEGER NOT NULL CHECK (cost BETWEEN 0 AND 1000000000000000),   -- direct cost
	interval_days INTEGER NOT NULL CHECK (interval_days >= 0), -- how often it is due; 0: not said
	tax_bp INTEGER NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000) -- inclusive tax rate
);

-- Discount tags a client may carry.
CREATE TABLE tag (
	id INTEGER PRIMARY KEY, -- number
	code TEXT NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT NOT NULL,    -- what people read
	discount_bp INTEGER NOT NULL CHECK (discount_bp BETWEEN 0 AND 10000) -- discount
);

-- What can be sold ahead of use: packages, combos, plans, top-ups.
CREATE TABLE offer (
	id INTEGER PRIMARY KEY, -- number
	code TEXT NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT NOT NULL,    -- what people read
	kind TEXT NOT NULL CHECK (kind IN ('package', 'combo', 'plan', 'topup')), -- what it is; never changes
	price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000), -- price; of a plan: a cycle's
	for_sale INTEGER NOT NULL CHECK (for_sale IN (0, 1)),     -- whether the desk's list shows it
	bonus_free INTEGER NOT NULL CHECK (bonus_free IN (0, 1)), -- bonus sessions are worth 0; else they share the price
	valid_months INTEGER NOT NULL CHECK (valid_months >= 0),  -- how long it is good
	valid_days INTEGER NOT NULL CHECK (valid_days >= 0),      -- the same in days; both 0: no end
	valid_from_first_use INTEGER NOT NULL CHECK (valid_from_first_use IN (0, 1)), -- counted from the first use; else from the sale
	alert_at INTEGER CHECK (alert_at >= 0), -- sessions left at which it runs low; NULL: the book's
	refund_method TEXT NOT NULL CHECK (refund_method IN ('per_session', 'list_price', 'none')), -- what comes back
	refund_fee_bp INTEGER NOT NULL CHECK (refund_fee_bp BETWEEN 0 AND 10000), -- fee of a refund, by rate
	refund_fee INTEGER NOT NULL CHECK (refund_fee BETWEEN 0 AND 1000000000000000), -- fixed fee
	refund_cap INTEGER CHECK (refund_cap BETWEEN 0 AND 1000000000000000), -- most that both may be; NULL: no limit
	cooling_off_days INTEGER CHECK (cooling_off_days >= 0), -- unused, it goes back whole so long; NULL: never
	discountable INTEGER NOT NULL CHECK (discountable IN (0, 1)), -- client discounts count
	interval_days INTEGER NOT NULL CHECK (interval_days >= 0), -- how often it is used; 0: not said
	credit INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000000), -- face of a top-up
	cycle_months INTEGER NOT NULL CHECK (cycle_months >= 0),  -- cycle of a plan
	cycle_days INTEGER NOT NULL CHECK (cycle_days >= 0),      -- the same in days
	rollover_cycles INTEGER CHECK (rollover_cycles >= 0), -- cycles unused sessions live on; NULL: not given
	rollover_max INTEGER CHECK (rollover_max >= 0),       -- most sessions banked per grant; NULL: no limit
	member_discount_bp INTEGER NOT NULL CHECK (member_discount_bp BETWEEN 0 AND 10000), -- discount for members of a plan
	minimum_cycles INTEGER NOT NULL CHECK (minimum_cycles >= 0), -- cycles before it may be cancelled
	grace_days INTEGER NOT NULL CHECK (grace_days >= 0),      -- days unpaid until it is past due
	suspend_days INTEGER NOT NULL CHECK (suspend_days >= 0),  -- days unpaid until it is suspended
	CHECK (valid_months = 0 OR valid_days = 0),
	CHECK ((kind = 'plan') = (cycle_months + cycle_days > 0)),
	CHECK (cycle_months = 0 OR cycle_days = 0),
	CHECK (kind = 'plan' OR (rollover_cycles IS NULL AND rollover_max IS NULL AND member_discount_bp = 0)),
	CHECK (kind <> 'plan' OR valid_months + valid_days = 0),
	CHECK ((kind = 'topup') = (credit > 0)),
	CHECK (kind <> 'topup' OR credit >= price)
);

-- Lines of offers: n sessions of a service, or of any of a set.
CREATE TABLE offer_line (
	offer INTEGER NOT NULL REFERENCES offer (id), -- whose
	line INTEGER NOT NULL CHECK (line >= 1), -- from 1, as listed
	sessions INTEGER NOT NULL CHECK (sessions BETWEEN 1 AND 10000), -- how many
	any_of INTEGER NOT NULL CHECK (any_of IN (0, 1)), -- each session takes one of a set
	bonus INTEGER NOT NULL CHECK (bonus IN (0, 1)),   -- given on top
	value INTEGER CHECK (value BETWEEN 0 AND 1000000000000000), -- its part of the price; NULL: by list prices
	tax_bp INTEGER CHECK (tax_bp BETWEEN 0 AND 10000), -- inclusive tax rate; NULL: that of the service
	CHECK (bonus = 0 OR value IS NULL),
	PRIMARY KEY (offer, line)
) WITHOUT ROWID;

-- The services of a line: one, or those of its set.
CREATE TABLE offer_line_item (
	offer INTEGER NOT NULL,    -- whose
	line INTEGER NOT NULL,     -- of which line
	position INTEGER NOT NULL CHECK (position >= 1), -- from 1, as listed
	item INTEGER NOT NULL REFERENCES item (id), -- the service
	PRIMARY KEY (offer, line, position),
	UNIQUE (offer, line, item),
	FOREIGN KEY (offer, line) REFERENCES offer_line (offer, line)
) WITHOUT ROWID;

-- Branches an offer is good at; none: everywhere.
CREATE TABLE offer_branch (
	offer INTEGER NOT NULL REFERENCES offer (id), -- whose
	position INTEGER NOT NULL CHECK (position >= 1), -- from 1, as listed
	branch INTEGER NOT NULL REFERENCES branch (id), -- where
	PRIMARY KEY (offer, position),
	UNIQUE (offer, branch)
) WITHOUT ROWID;
