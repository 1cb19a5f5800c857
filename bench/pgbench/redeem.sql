\set client random(1, :clients)
\set one random(1, 9000000000000000)
SELECT peer.redeem('k' || :one, 'c' || :client, DATE '2026-01-02', 'amy');
