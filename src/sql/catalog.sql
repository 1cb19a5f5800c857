-- The catalogue: the lists and settings of a book.

-- name: catalog_generation
-- How many operations on the catalogue there were: tells whether somebody else has changed it.
SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'generation';

-- name: catalog_lock
-- Nobody else changes the catalogue until this transaction ends. The generation as it stands then.
UPDATE setting SET value = value WHERE name = 'generation' RETURNING CAST(value AS BIGINT);

-- name: catalog_generation_raise
-- One more operation.
UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'generation';

-- name: catalog_settings
-- All settings; the generation is not one.
SELECT name, value FROM setting WHERE name <> 'generation' ORDER BY name;

-- name: catalog_branches
-- All branches by number.
SELECT id, code, name FROM branch ORDER BY id;

-- name: catalog_staff
-- All staff by number.
SELECT id, code, name, role FROM staff ORDER BY id;

-- name: catalog_items
-- All services and products by number.
SELECT id, code, product, name, price, cost, interval_days, tax_bp FROM item ORDER BY id;

-- name: catalog_tags
-- All discount tags by number.
SELECT id, code, name, discount_bp FROM tag ORDER BY id;

-- name: catalog_offers
-- All offers by number.
SELECT id, code, name, kind, price, for_sale, bonus_free, valid_months, valid_days, valid_from_first_use, alert_at, refund_method,
	refund_fee_bp, refund_fee, refund_cap, cooling_off_days, discountable, interval_days, credit, cycle_months, cycle_days,
	rollover_cycles, rollover_max, member_discount_bp, minimum_cycles, grace_days, suspend_days
FROM offer ORDER BY id;

-- name: catalog_offer_lines
-- The lines of all offers, as listed.
SELECT offer, line, sessions, any_of, bonus, value, tax_bp FROM offer_line ORDER BY offer, line;

-- name: catalog_offer_line_items
-- The services of all lines, as listed.
SELECT offer, line, item FROM offer_line_item ORDER BY offer, line, position;

-- name: catalog_offer_branches
-- Where offers are good, as listed.
SELECT offer, branch FROM offer_branch ORDER BY offer, position;

-- name: setting_set
-- Sets a setting.
INSERT INTO setting (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: branch_set
-- Writes a branch, new or changed.
INSERT INTO branch (id, code, name) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- name: staff_set
-- Writes one of the staff, new or changed.
INSERT INTO staff (id, code, name, role) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role;

-- name: item_set
-- Writes a service or a product, new or changed.
INSERT INTO item (id, code, product, name, price, cost, interval_days, tax_bp) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, price = excluded.price, cost = excluded.cost,
	interval_days = excluded.interval_days, tax_bp = excluded.tax_bp;

-- name: tag_set
-- Writes a tag, new or changed.
INSERT INTO tag (id, code, name, discount_bp) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, discount_bp = excluded.discount_bp;

-- name: offer_set
-- Writes an offer, new or changed, without its lines and branches.
INSERT INTO offer (id, code, name, kind, price, for_sale, bonus_free, valid_months, valid_days, valid_from_first_use, alert_at,
	refund_method, refund_fee_bp, refund_fee, refund_cap, cooling_off_days, discountable, interval_days, credit, cycle_months,
	cycle_days, rollover_cycles, rollover_max, member_discount_bp, minimum_cycles, grace_days, suspend_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, price = excluded.price, for_sale = excluded.for_sale,
	bonus_free = excluded.bonus_free, valid_months = excluded.valid_months, valid_days = excluded.valid_days,
	valid_from_first_use = excluded.valid_from_first_use, alert_at = excluded.alert_at,
	refund_method = excluded.refund_method, refund_fee_bp = excluded.refund_fee_bp, refund_fee = excluded.refund_fee,
	refund_cap = excluded.refund_cap, cooling_off_days = excluded.cooling_off_days, discountable = excluded.discountable,
	interval_days = excluded.interval_days, credit = excluded.credit, cycle_months = excluded.cycle_months,
	cycle_days = excluded.cycle_days, rollover_cycles = excluded.rollover_cycles, rollover_max = excluded.rollover_max,
	member_discount_bp = excluded.member_discount_bp, minimum_cycles = excluded.minimum_cycles,
	grace_days = excluded.grace_days, suspend_days = excluded.suspend_days;

-- name: offer_line_items_remove
-- The lines of an offer are written anew: first their services go, then they.
DELETE FROM offer_line_item WHERE offer = $1;

-- name: offer_lines_remove
-- The lines of an offer are written anew.
DELETE FROM offer_line WHERE offer = $1;

-- name: offer_line_add
-- A line of an offer.
INSERT INTO offer_line (offer, line, sessions, any_of, bonus, value, tax_bp) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: offer_line_item_add
-- A service of a line.
INSERT INTO offer_line_item (offer, line, position, item) VALUES ($1, $2, $3, $4);

-- name: offer_branches_remove
-- The branches of an offer are written anew.
DELETE FROM offer_branch WHERE offer = $1;

-- name: offer_branch_add
-- A branch an offer is good at.
INSERT INTO offer_branch (offer, position, branch) VALUES ($1, $2, $3);
