-- A book copied from one place to another: every table as it stands, in an order in which nothing names what is not there yet.

-- name: copy_entry
-- Rows of entry, by key. After one that was copied already.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings, previous,
	hash FROM entry WHERE id > $1 ORDER BY id;

-- name: copy_entry_add
-- One of them.
INSERT INTO entry (id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts,
	postings, previous, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: copy_entry_note
-- Rows of entry_note, by key.
SELECT entry, note FROM entry_note ORDER BY entry;

-- name: copy_entry_note_add
-- One of them.
INSERT INTO entry_note (entry, note)
VALUES ($1, $2);

-- name: copy_entry_note_clear
-- None of them, when a copy begins again.
DELETE FROM entry_note;

-- name: copy_voided
-- Rows of voided, by key.
SELECT entry, by_entry FROM voided ORDER BY entry;

-- name: copy_voided_add
-- One of them.
INSERT INTO voided (entry, by_entry)
VALUES ($1, $2);

-- name: copy_voided_clear
-- None of them, when a copy begins again.
DELETE FROM voided;

-- name: copy_period
-- Rows of period, by key.
SELECT closed_to, entry FROM period ORDER BY closed_to;

-- name: copy_period_add
-- One of them.
INSERT INTO period (closed_to, entry)
VALUES ($1, $2);

-- name: copy_period_clear
-- None of them, when a copy begins again.
DELETE FROM period;

-- name: copy_client
-- Rows of client, by key.
SELECT id, ref, last_entry, chain, visits FROM client ORDER BY id;

-- name: copy_client_add
-- One of them.
INSERT INTO client (id, ref, last_entry, chain, visits)
VALUES ($1, $2, $3, $4, $5);

-- name: copy_client_clear
-- None of them, when a copy begins again.
DELETE FROM client;

-- name: copy_counsel
-- Rows of counsel, by key.
SELECT entry, body FROM counsel ORDER BY entry;

-- name: copy_counsel_add
-- One of them.
INSERT INTO counsel (entry, body)
VALUES ($1, $2);

-- name: copy_counsel_clear
-- None of them, when a copy begins again.
DELETE FROM counsel;

-- name: copy_person
-- Rows of person, by key.
SELECT client, name, phone, email, language, note FROM person ORDER BY client;

-- name: copy_person_add
-- One of them.
INSERT INTO person (client, name, phone, email, language, note)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: copy_person_clear
-- None of them, when a copy begins again.
DELETE FROM person;

-- name: copy_client_tag
-- Rows of client_tag, by key.
SELECT client, tag FROM client_tag ORDER BY client, tag;

-- name: copy_client_tag_add
-- One of them.
INSERT INTO client_tag (client, tag)
VALUES ($1, $2);

-- name: copy_client_tag_clear
-- None of them, when a copy begins again.
DELETE FROM client_tag;

-- name: copy_contract
-- Rows of contract, by key.
SELECT id, ref, client, offer, membership, stream, branch, sold_on, voided, open, due_on, price, live_value, delivered, paid,
	written_off, terms, history, used_up_on, closed_on FROM contract ORDER BY id;

-- name: copy_contract_add
-- One of them.
INSERT INTO contract (id, ref, client, offer, membership, stream, branch, sold_on, voided, open, due_on, price, live_value,
	delivered, paid, written_off, terms, history, used_up_on, closed_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: copy_contract_clear
-- None of them, when a copy begins again.
DELETE FROM contract;

-- name: copy_holder
-- Rows of holder, by key.
SELECT client, contract FROM holder ORDER BY client, contract;

-- name: copy_holder_add
-- One of them.
INSERT INTO holder (client, contract)
VALUES ($1, $2);

-- name: copy_holder_clear
-- None of them, when a copy begins again.
DELETE FROM holder;

-- name: copy_membership
-- Rows of membership, by key.
SELECT id, ref, client, offer, voided, ended_on, suspended_on, due_on, body, cycles FROM membership ORDER BY id;

-- name: copy_membership_add
-- One of them.
INSERT INTO membership (id, ref, client, offer, voided, ended_on, suspended_on, due_on, body, cycles)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: copy_membership_clear
-- None of them, when a copy begins again.
DELETE FROM membership;

-- name: copy_setting
-- Rows of setting, by key.
SELECT name, value FROM setting ORDER BY name;

-- name: copy_setting_add
-- One of them.
INSERT INTO setting (name, value)
VALUES ($1, $2);

-- name: copy_setting_clear
-- None of them, when a copy begins again.
DELETE FROM setting;

-- name: copy_branch
-- Rows of branch, by key.
SELECT id, code, name FROM branch ORDER BY id;

-- name: copy_branch_add
-- One of them.
INSERT INTO branch (id, code, name)
VALUES ($1, $2, $3);

-- name: copy_branch_clear
-- None of them, when a copy begins again.
DELETE FROM branch;

-- name: copy_staff
-- Rows of staff, by key.
SELECT id, code, name, role FROM staff ORDER BY id;

-- name: copy_staff_add
-- One of them.
INSERT INTO staff (id, code, name, role)
VALUES ($1, $2, $3, $4);

-- name: copy_staff_clear
-- None of them, when a copy begins again.
DELETE FROM staff;

-- name: copy_item
-- Rows of item, by key.
SELECT id, code, product, name, price, cost, interval_days, tax_bp FROM item ORDER BY id;

-- name: copy_item_add
-- One of them.
INSERT INTO item (id, code, product, name, price, cost, interval_days, tax_bp)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: copy_item_clear
-- None of them, when a copy begins again.
DELETE FROM item;

-- name: copy_tag
-- Rows of tag, by key.
SELECT id, code, name, discount_bp FROM tag ORDER BY id;

-- name: copy_tag_add
-- One of them.
INSERT INTO tag (id, code, name, discount_bp)
VALUES ($1, $2, $3, $4);

-- name: copy_tag_clear
-- None of them, when a copy begins again.
DELETE FROM tag;

-- name: copy_offer
-- Rows of offer, by key.
SELECT id, code, name, kind, price, for_sale, bonus_free, valid_months, valid_days, valid_from_first_use, alert_at, refund_method,
	refund_fee_bp, refund_fee, refund_cap, cooling_off_days, discountable, interval_days, credit, cycle_months, cycle_days,
	rollover_cycles, rollover_max, member_discount_bp, minimum_cycles, grace_days, suspend_days FROM offer ORDER BY id;

-- name: copy_offer_add
-- One of them.
INSERT INTO offer (id, code, name, kind, price, for_sale, bonus_free, valid_months, valid_days, valid_from_first_use, alert_at,
	refund_method, refund_fee_bp, refund_fee, refund_cap, cooling_off_days, discountable, interval_days, credit, cycle_months,
	cycle_days, rollover_cycles, rollover_max, member_discount_bp, minimum_cycles, grace_days, suspend_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27);

-- name: copy_offer_clear
-- None of them, when a copy begins again.
DELETE FROM offer;

-- name: copy_offer_line
-- Rows of offer_line, by key.
SELECT offer, line, sessions, any_of, bonus, value, tax_bp FROM offer_line ORDER BY offer, line;

-- name: copy_offer_line_add
-- One of them.
INSERT INTO offer_line (offer, line, sessions, any_of, bonus, value, tax_bp)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: copy_offer_line_clear
-- None of them, when a copy begins again.
DELETE FROM offer_line;

-- name: copy_offer_line_item
-- Rows of offer_line_item, by key.
SELECT offer, line, position, item FROM offer_line_item ORDER BY offer, line, position;

-- name: copy_offer_line_item_add
-- One of them.
INSERT INTO offer_line_item (offer, line, position, item)
VALUES ($1, $2, $3, $4);

-- name: copy_offer_line_item_clear
-- None of them, when a copy begins again.
DELETE FROM offer_line_item;

-- name: copy_offer_branch
-- Rows of offer_branch, by key.
SELECT offer, position, branch FROM offer_branch ORDER BY offer, position;

-- name: copy_offer_branch_add
-- One of them.
INSERT INTO offer_branch (offer, position, branch)
VALUES ($1, $2, $3);

-- name: copy_offer_branch_clear
-- None of them, when a copy begins again.
DELETE FROM offer_branch;

-- name: copy_movement_day
-- Rows of movement_day, by key.
SELECT date, measure, stream, branch, home, item, amount, sessions FROM movement_day ORDER BY date, measure, stream, branch, home,
	item;

-- name: copy_movement_day_add
-- One of them.
INSERT INTO movement_day (date, measure, stream, branch, home, item, amount, sessions)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: copy_movement_day_clear
-- None of them, when a copy begins again.
DELETE FROM movement_day;

-- name: copy_movement_month
-- Rows of movement_month, by key.
SELECT month, measure, stream, branch, home, item, amount, sessions FROM movement_month ORDER BY month, measure, stream, branch,
	home, item;

-- name: copy_movement_month_add
-- One of them.
INSERT INTO movement_month (month, measure, stream, branch, home, item, amount, sessions)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: copy_movement_month_clear
-- None of them, when a copy begins again.
DELETE FROM movement_month;

-- name: copy_takings_day
-- Rows of takings_day, by key.
SELECT date, method, stream, branch, paid_in, refunded FROM takings_day ORDER BY date, method, stream, branch;

-- name: copy_takings_day_add
-- One of them.
INSERT INTO takings_day (date, method, stream, branch, paid_in, refunded)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: copy_takings_day_clear
-- None of them, when a copy begins again.
DELETE FROM takings_day;

-- name: copy_performance_day
-- Rows of performance_day, by key.
SELECT date, basis, staff, item, stream, branch, amount FROM performance_day ORDER BY basis, date, staff, item, stream, branch;

-- name: copy_performance_day_add
-- One of them.
INSERT INTO performance_day (date, basis, staff, item, stream, branch, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: copy_performance_day_clear
-- None of them, when a copy begins again.
DELETE FROM performance_day;

-- name: copy_performance_month
-- Rows of performance_month, by key.
SELECT month, basis, staff, item, stream, branch, amount FROM performance_month ORDER BY basis, month, staff, item, stream, branch;

-- name: copy_performance_month_add
-- One of them.
INSERT INTO performance_month (month, basis, staff, item, stream, branch, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: copy_performance_month_clear
-- None of them, when a copy begins again.
DELETE FROM performance_month;

-- name: copy_performance_sum_day
-- Rows of performance_sum_day, by key.
SELECT told_by, date, subject, stream, cash_delivered, delivered, cash FROM performance_sum_day
ORDER BY told_by, date, subject, stream;

-- name: copy_performance_sum_day_add
-- One of them.
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: copy_performance_sum_day_clear
-- None of them, when a copy begins again.
DELETE FROM performance_sum_day;

-- name: copy_account_day
-- Rows of account_day, by key.
SELECT date, account, amount FROM account_day ORDER BY date, account;

-- name: copy_account_day_add
-- One of them.
INSERT INTO account_day (date, account, amount)
VALUES ($1, $2, $3);

-- name: copy_account_day_clear
-- None of them, when a copy begins again.
DELETE FROM account_day;

-- name: copy_login
-- Rows of login, by key.
SELECT id, name, password, role, staff, active, totp_secret, totp_on, totp_step, made_at FROM login ORDER BY id;

-- name: copy_login_add
-- One of them.
INSERT INTO login (id, name, password, role, staff, active, totp_secret, totp_on, totp_step, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: copy_login_clear
-- None of them, when a copy begins again.
DELETE FROM login;

-- name: copy_login_session
-- Rows of login_session, by key.
SELECT hash, login, made_at, seen_at, ends_at FROM login_session ORDER BY hash;

-- name: copy_login_session_add
-- One of them.
INSERT INTO login_session (hash, login, made_at, seen_at, ends_at)
VALUES ($1, $2, $3, $4, $5);

-- name: copy_login_session_clear
-- None of them, when a copy begins again.
DELETE FROM login_session;

-- name: copy_access_token
-- Rows of access_token, by key.
SELECT id, name, hash, role, staff, client, made_by, made_at, revoked_at FROM access_token ORDER BY id;

-- name: copy_access_token_add
-- One of them.
INSERT INTO access_token (id, name, hash, role, staff, client, made_by, made_at, revoked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: copy_access_token_clear
-- None of them, when a copy begins again.
DELETE FROM access_token;

-- name: copy_audit
-- Rows of audit, by key. After one that was copied already.
SELECT id, at, event, name, detail FROM audit WHERE id > $1 ORDER BY id;

-- name: copy_audit_add
-- One of them.
INSERT INTO audit (id, at, event, name, detail)
VALUES ($1, $2, $3, $4, $5);

-- name: copy_meta
-- Rows of meta, by key. Without what each engine keeps for itself.
SELECT name, value FROM meta WHERE name NOT IN ('schema_version', 'copy_of') ORDER BY name;

-- name: copy_meta_add
-- One of them.
INSERT INTO meta (name, value)
VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: copy_book
-- Rows of book, by key.
SELECT id, ticked_to, closed_to, entries, clients, contracts, memberships, chain, last_entry, secret FROM book ORDER BY id;

-- name: copy_book_add
-- One of them.
INSERT INTO book (id, ticked_to, closed_to, entries, clients, contracts, memberships, chain, last_entry, secret)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: copy_entry_last
-- How far the entries have been copied.
SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM entry;

-- name: copy_audit_last
-- How far the audit log has been copied.
SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM audit;
