-- Everything a book holds, table by table in order of its key, for comparing two books row by row.

-- name: all_entries
-- The entries, all but what is keyed by the book's secret.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, operation, result, contracts, postings, previous, hash
FROM entry ORDER BY id;

-- name: all_contracts
-- The contracts.
SELECT id, ref, client, offer, membership, stream, branch, sold_on, voided, open, due_on, price, live_value, delivered, paid,
	written_off, terms, history, used_up_on, closed_on FROM contract ORDER BY id;

-- name: all_memberships
-- The memberships.
SELECT id, ref, client, offer, voided, ended_on, suspended_on, due_on, body, cycles FROM membership ORDER BY id;

-- name: all_clients
-- The clients' chains.
SELECT id, last_entry, chain, visits FROM client ORDER BY id;

-- name: all_client_tags
-- The clients' tags.
SELECT client, tag FROM client_tag ORDER BY client, tag;

-- name: all_holders
-- The holders.
SELECT client, contract FROM holder ORDER BY client, contract;

-- name: all_voided
-- The voided entries.
SELECT entry, by_entry FROM voided ORDER BY entry;

-- name: all_periods
-- The closed periods.
SELECT closed_to, entry FROM period ORDER BY closed_to;

-- name: all_movements
-- The daily movements that are not nothing.
SELECT date, measure, stream, branch, home, item, amount, sessions FROM movement_day WHERE amount <> 0 OR sessions <> 0
ORDER BY date, measure, stream, branch, home, item;

-- name: all_movement_months
-- The movements by month that are not nothing.
SELECT month, measure, stream, branch, home, item, amount, sessions FROM movement_month WHERE amount <> 0 OR sessions <> 0
ORDER BY month, measure, stream, branch, home, item;

-- name: all_takings
-- The daily takings that are not nothing.
SELECT date, method, stream, branch, paid_in, refunded FROM takings_day WHERE paid_in <> 0 OR refunded <> 0
ORDER BY date, method, stream, branch;

-- name: all_performance
-- The daily performance that is not nothing.
SELECT date, basis, staff, item, stream, branch, amount FROM performance_day WHERE amount <> 0
ORDER BY date, basis, staff, item, stream, branch;

-- name: all_performance_sums
-- The daily performance by staff, by service, and by branch and stream that is not nothing.
SELECT told_by, date, subject, stream, cash_delivered, delivered, cash FROM performance_sum_day
WHERE cash_delivered <> 0 OR delivered <> 0 OR cash <> 0 ORDER BY told_by, date, subject, stream;

-- name: all_performance_months
-- The performance by month that is not nothing.
SELECT month, basis, staff, item, stream, branch, amount FROM performance_month WHERE amount <> 0
ORDER BY month, basis, staff, item, stream, branch;

-- name: all_accounts
-- The daily account changes that are not nothing.
SELECT date, account, amount FROM account_day WHERE amount <> 0 ORDER BY date, account;

-- name: all_book
-- The book's row.
SELECT id, ticked_to, closed_to, entries, clients, contracts, memberships, chain, last_entry FROM book ORDER BY id;

-- name: all_settings
-- The settings.
SELECT name, value FROM setting ORDER BY name;

-- name: all_branches
-- The branches.
SELECT id, code, name FROM branch ORDER BY id;

-- name: all_staff
-- The staff.
SELECT id, code, name, role FROM staff ORDER BY id;

-- name: all_items
-- The services and products.
SELECT id, code, product, name, price, cost, interval_days, tax_bp FROM item ORDER BY id;

-- name: all_tags
-- The tags.
SELECT id, code, name, discount_bp FROM tag ORDER BY id;

-- name: all_offers
-- The offers.
SELECT id, code, name, kind, price, for_sale, bonus_free, valid_months, valid_days, valid_from_first_use, alert_at, refund_method,
	refund_fee_bp, refund_fee, refund_cap, cooling_off_days, discountable, interval_days, credit, cycle_months, cycle_days,
	rollover_cycles, rollover_max, member_discount_bp, minimum_cycles, grace_days, suspend_days
FROM offer ORDER BY id;

-- name: all_offer_lines
-- The lines of the offers.
SELECT offer, line, sessions, any_of, bonus, value, tax_bp FROM offer_line ORDER BY offer, line;

-- name: all_offer_line_items
-- The services of the lines.
SELECT offer, line, position, item FROM offer_line_item ORDER BY offer, line, position;

-- name: all_offer_branches
-- Where offers are good.
SELECT offer, position, branch FROM offer_branch ORDER BY offer, position;

-- name: contract_kept
-- What the row of a contract says of the state it is in.
SELECT client, voided, open, price, live_value, delivered, paid, written_off, closed_on FROM contract WHERE id = $1;

-- name: account_unbalanced
-- A day whose accounts do not add up to nothing.
SELECT date FROM account_day GROUP BY date HAVING SUM(amount) <> 0 ORDER BY date LIMIT 1;
