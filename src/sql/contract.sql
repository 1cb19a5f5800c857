-- Contracts, holders, memberships.

-- name: contract_add
-- A new contract.
INSERT INTO contract (id, ref, client, offer, membership, stream, branch, sold_on, voided, open, due_on, price, live_value, delivered,
	paid, written_off, terms, history, used_up_on, closed_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: contract_set
-- What an entry changed in a contract.
UPDATE contract SET client = $2, voided = $3, open = $4, due_on = $5, live_value = $6, delivered = $7, paid = $8, written_off = $9,
	history = $10, used_up_on = $11, closed_on = $12 WHERE id = $1;

-- name: contract_move
-- What an entry changed in an open contract whose owner and due day stay, and that stays open: no index is touched.
UPDATE contract SET live_value = $2, delivered = $3, paid = $4, written_off = $5, history = $6 WHERE id = $1;

-- name: contract_to_mend
-- The closed contracts after a number of which the day is not known, or that are cycles, which their membership may lack.
SELECT id, ref, offer, membership, branch, sold_on, terms, history FROM contract
WHERE id > $1 AND open = 0 AND (closed_on = 2147483647 OR membership > 0) ORDER BY id LIMIT $2;

-- name: contract_set_days
-- Since when nothing of a contract is left.
UPDATE contract SET used_up_on = $2, closed_on = $3 WHERE id = $1;

-- name: contract_by_id
-- One contract.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE id = $1;

-- name: contract_by_ref
-- One contract by its ref.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE ref = $1 AND ref IS NOT NULL AND voided = 0;

-- name: contract_ref_used
-- Whether a contract has the ref.
SELECT id FROM contract WHERE ref = $1 AND ref IS NOT NULL AND voided = 0;

-- name: contract_open_of
-- The open contracts of an owner.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE client = $1 AND open = 1 ORDER BY id;

-- name: contract_used_up_of
-- The contracts of an owner that were used up on day $2 or later.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE client = $1 AND used_up_on >= $2 AND used_up_on < 2147483647 ORDER BY id;

-- name: contract_held_by
-- The open contracts shared with a client.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, c.client, c.open, c.due_on
FROM holder h JOIN contract c ON c.id = h.contract
WHERE h.client = $1 AND c.open = 1 ORDER BY c.id;

-- name: contract_of_membership
-- The cycles of a membership.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE membership = $1 AND membership > 0 AND voided = 0
ORDER BY id;

-- name: contract_of_client
-- All contracts of an owner.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE client = $1 AND voided = 0 ORDER BY id;

-- name: contract_after
-- All contracts after a number, in order.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE id > $1 AND voided = 0 ORDER BY id LIMIT $2;

-- name: contract_all_open
-- The open contracts after a number, in order.
SELECT id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on
FROM contract WHERE id > $1 AND open = 1 AND voided = 0 ORDER BY id
LIMIT $2;

-- name: contract_due
-- The contracts that the tick to a day must look at.
SELECT id FROM contract WHERE due_on <= $1 AND due_on < 2147483647 ORDER BY id;

-- name: contract_next_due
-- The next day on which the tick must look at a contract.
SELECT due_on FROM contract WHERE due_on < 2147483647 ORDER BY due_on LIMIT 1;

-- name: contract_any
-- Whether any contract was ever made.
SELECT id FROM contract ORDER BY id LIMIT 1;

-- name: holder_add
-- A holder.
INSERT INTO holder (client, contract) VALUES ($1, $2) ON CONFLICT (client, contract) DO NOTHING;

-- name: holder_clear
-- No holders.
DELETE FROM holder WHERE contract = $1;

-- name: membership_add
-- A new membership.
INSERT INTO membership (id, ref, client, offer, voided, ended_on, suspended_on, due_on, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: membership_set
-- What an entry changed in a membership.
UPDATE membership SET offer = $2, voided = $3, ended_on = $4, suspended_on = $5, due_on = $6, body = $7 WHERE id = $1;

-- name: membership_by_id
-- One membership.
SELECT id, ref, client, body FROM membership WHERE id = $1;

-- name: membership_by_ref
-- One membership by its ref.
SELECT id, ref, client, body FROM membership WHERE ref = $1 AND ref IS NOT NULL AND voided = 0;

-- name: membership_ref_used
-- Whether a membership has the ref.
SELECT id FROM membership WHERE ref = $1 AND ref IS NOT NULL AND voided = 0;

-- name: membership_of_client
-- The memberships of a client.
SELECT id, ref, client, body FROM membership WHERE client = $1 AND voided = 0 ORDER BY id;

-- name: membership_cycles
-- What is kept of the closed cycles of a membership.
SELECT cycles FROM membership WHERE id = $1;

-- name: membership_set_cycles
-- What is kept of them from now on.
UPDATE membership SET cycles = $2 WHERE id = $1;

-- name: membership_after
-- All memberships after a number, in order.
SELECT id, ref, client, body FROM membership WHERE id > $1 AND voided = 0 ORDER BY id LIMIT $2;

-- name: membership_due
-- The memberships that the tick to a day must look at.
SELECT id FROM membership WHERE due_on <= $1 AND due_on < 2147483647 ORDER BY id;

-- name: membership_next_due
-- The next day on which the tick must look at a membership.
SELECT due_on FROM membership WHERE due_on < 2147483647 ORDER BY due_on LIMIT 1;
