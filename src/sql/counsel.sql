-- What counsel looks at (rulebook §11).

-- name: counsel_all
-- What counsel looks at, by owner: contracts of which something is left or due, and those used up on day $2 or later; of owners after
-- $1.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client, k.visits
FROM contract c CROSS JOIN client k
WHERE c.open = 1 AND c.client > $1 AND k.id = c.client
UNION ALL
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client, k.visits
FROM contract c CROSS JOIN client k
WHERE c.client > $1 AND c.used_up_on >= $2 AND c.used_up_on < 2147483647 AND k.id = c.client
ORDER BY 10, 1 LIMIT $3;

-- name: counsel_of_client
-- The same of the owner $1.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client, k.visits
FROM contract c CROSS JOIN client k
WHERE c.open = 1 AND c.client = $1 AND k.id = c.client
UNION ALL
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client, k.visits
FROM contract c CROSS JOIN client k
WHERE c.client = $1 AND c.used_up_on >= $2 AND c.used_up_on < 2147483647 AND k.id = c.client
ORDER BY 10, 1;

-- name: counsel_visits
-- What is kept of the visits of the clients after $1, a batch of $2.
SELECT id, visits FROM client WHERE id > $1 ORDER BY id LIMIT $2;
