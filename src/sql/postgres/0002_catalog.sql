-- The catalogue: the lists and settings of a book. Rates are basis points, amounts counts of the currency's smallest unit. Numbers are
-- given in order; nothing is ever taken off a list, since entries name what they were about.

-- The settings by name, as texts; one that is not here has its default. The generation counts the operations on the catalogue.
CREATE TABLE setting (
	name TEXT COLLATE "C" PRIMARY KEY, -- which
	value TEXT COLLATE "C" NOT NULL    -- its value: a text, a number, 0 or 1, or a word
);
INSERT INTO setting (name, value) VALUES ('generation', '0');

-- Where the business works.
CREATE TABLE branch (
	id BIGINT PRIMARY KEY, -- number
	code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT COLLATE "C" NOT NULL     -- what people read
);

-- Who works there.
CREATE TABLE staff (
	id BIGINT PRIMARY KEY, -- number
	code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (code NOT IN ('', 'house')), -- the business's own name for them; the house is nobody
	name TEXT COLLATE "C" NOT NULL,    -- what people read
	role TEXT COLLATE "C" NOT NULL CHECK (role IN ('owner', 'manager', 'desk', 'practitioner', 'accountant')) -- what they may do
);

-- Services and products, which share their codes.
CREATE TABLE item (
	id BIGINT PRIMARY KEY, -- number
	code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	product BIGINT NOT NULL CHECK (product IN (0, 1)), -- 1: goods; 0: something done
	name TEXT COLLATE "C" NOT NULL,    -- what people read
	price BIGINT NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000), -- list price
	cost BIGINT NOT NULL CHECK (cost BETWEEN 0 AND 1000000000000000),   -- direct cost
	interval_days BIGINT NOT NULL CHECK (interval_days >= 0), -- how often it is due; 0: not said
	tax_bp BIGINT NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000) -- inclusive tax rate
);

-- Discount tags a client may carry.
CREATE TABLE tag (
	id BIGINT PRIMARY KEY, -- number
	code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT COLLATE "C" NOT NULL,    -- what people read
	discount_bp BIGINT NOT NULL CHECK (discount_bp BETWEEN 0 AND 10000) -- discount
);

-- What can be sold ahead of use: packages, combos, plans, top-ups.
CREATE TABLE offer (
	id BIGINT PRIMARY KEY, -- number
	code TEXT COLLATE "C" NOT NULL UNIQUE CHECK (code <> ''), -- the business's own name for it
	name TEXT COLLATE "C" NOT NULL,    -- what people read
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('package', 'combo', 'plan', 'topup')), -- what it is; never changes
	price BIGINT NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000), -- price; of a plan: a cycle's
	for_sale BIGINT NOT NULL CHECK (for_sale IN (0, 1)),     -- whether the desk's list shows it
	bonus_free BIGINT NOT NULL CHECK (bonus_free IN (0, 1)), -- bonus sessions are worth 0; else they share the price
	valid_months BIGINT NOT NULL CHECK (valid_months >= 0),  -- how long it is good
	valid_days BIGINT NOT NULL CHECK (valid_days >= 0),      -- the same in days; both 0: no end
	valid_from_first_use BIGINT NOT NULL CHECK (valid_from_first_use IN (0, 1)), -- counted from the first use; else from the sale
	alert_at BIGINT CHECK (alert_at >= 0), -- sessions left at which it runs low; NULL: the book's
	refund_method TEXT COLLATE "C" NOT NULL CHECK (refund_method IN ('per_session', 'list_price', 'none')), -- what comes back
	refund_fee_bp BIGINT NOT NULL CHECK (refund_fee_bp BETWEEN 0 AND 10000), -- fee of a refund, by rate
	refund_fee BIGINT NOT NULL CHECK (refund_fee BETWEEN 0 AND 1000000000000000), -- fixed fee
	refund_cap BIGINT CHECK (refund_cap BETWEEN 0 AND 1000000000000000), -- most that both may be; NULL: no limit
	cooling_off_days BIGINT CHECK (cooling_off_days >= 0), -- unused, it goes back whole so long; NULL: never
	discountable BIGINT NOT NULL CHECK (discountable IN (0, 1)), -- client discounts count
	interval_days BIGINT NOT NULL CHECK (interval_days >= 0), -- how often it is used; 0: not said
	credit BIGINT NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000000), -- face of a top-up
	cycle_months BIGINT NOT NULL CHECK (cycle_months >= 0),  -- cycle of a plan
	cycle_days BIGINT NOT NULL CHECK (cycle_days >= 0),      -- the same in days
	rollover_cycles BIGINT CHECK (rollover_cycles >= 0), -- cycles unused sessions live on; NULL: not given
	rollover_max BIGINT CHECK (rollover_max >= 0),       -- most sessions banked per grant; NULL: no limit
	member_discount_bp BIGINT NOT NULL CHECK (member_discount_bp BETWEEN 0 AND 10000), -- discount for members of a plan
	minimum_cycles BIGINT NOT NULL CHECK (minimum_cycles >= 0), -- cycles before it may be cancelled
	grace_days BIGINT NOT NULL CHECK (grace_days >= 0),      -- days unpaid until it is past due
	suspend_days BIGINT NOT NULL CHECK (suspend_days >= 0),  -- days unpaid until it is suspended
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
	offer BIGINT NOT NULL REFERENCES offer (id), -- whose
	line BIGINT NOT NULL CHECK (line >= 1), -- from 1, as listed
	sessions BIGINT NOT NULL CHECK (sessions BETWEEN 1 AND 10000), -- how many
	any_of BIGINT NOT NULL CHECK (any_of IN (0, 1)), -- each session takes one of a set
	bonus BIGINT NOT NULL CHECK (bonus IN (0, 1)),   -- given on top
	value BIGINT CHECK (value BETWEEN 0 AND 1000000000000000), -- its part of the price; NULL: by list prices
	tax_bp BIGINT CHECK (tax_bp BETWEEN 0 AND 10000), -- inclusive tax rate; NULL: that of the service
	CHECK (bonus = 0 OR value IS NULL),
	PRIMARY KEY (offer, line)
);

-- The services of a line: one, or those of its set.
CREATE TABLE offer_line_item (
	offer BIGINT NOT NULL,    -- whose
	line BIGINT NOT NULL,     -- of which line
	position BIGINT NOT NULL CHECK (position >= 1), -- from 1, as listed
	item BIGINT NOT NULL REFERENCES item (id), -- the service
	PRIMARY KEY (offer, line, position),
	UNIQUE (offer, line, item),
	FOREIGN KEY (offer, line) REFERENCES offer_line (offer, line)
);

-- Branches an offer is good at; none: everywhere.
CREATE TABLE offer_branch (
	offer BIGINT NOT NULL REFERENCES offer (id), -- whose
	position BIGINT NOT NULL CHECK (position >= 1), -- from 1, as listed
	branch BIGINT NOT NULL REFERENCES branch (id), -- where
	PRIMARY KEY (offer, position),
	UNIQUE (offer, branch)
);
