-- The peer: what a redemption takes in a PL/pgSQL function, in the way such a system is usually written. Rows are only added but
-- for the contract's own, so that no total is fought over. Run with -v contracts=N: four contracts of ten sessions to a client.
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
SET search_path = peer;

CREATE TABLE client (id BIGINT PRIMARY KEY, ref TEXT NOT NULL UNIQUE);
CREATE TABLE contract (
	id BIGINT PRIMARY KEY,
	client BIGINT NOT NULL REFERENCES client,
	sold_on DATE NOT NULL,
	price BIGINT NOT NULL,
	paid BIGINT NOT NULL CHECK (paid BETWEEN 0 AND price),
	sessions INT NOT NULL,
	used INT NOT NULL CHECK (used BETWEEN 0 AND sessions),
	delivered BIGINT NOT NULL CHECK (delivered BETWEEN 0 AND price)
);
CREATE INDEX ON contract (client);
CREATE TABLE entry (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key TEXT UNIQUE,
	client BIGINT NOT NULL,
	day DATE NOT NULL,
	recorded_at TIMESTAMPTZ NOT NULL DEFAULT now(),
	operation JSONB NOT NULL,
	before BYTEA NOT NULL,
	hash BYTEA NOT NULL
);
CREATE INDEX ON entry (client, id);
CREATE TABLE posting (entry BIGINT NOT NULL, account TEXT NOT NULL, amount BIGINT NOT NULL);
CREATE INDEX ON posting (entry);
CREATE TABLE performance (entry BIGINT NOT NULL, day DATE NOT NULL, staff TEXT NOT NULL, amount BIGINT NOT NULL);
CREATE INDEX ON performance (day, staff);

INSERT INTO client SELECT i, 'c' || i FROM generate_series(1, :contracts / 4) i;
INSERT INTO contract SELECT i, (i - 1) / 4 + 1, '2026-01-01', 5000, 5000, 10, 0, 0 FROM generate_series(1, :contracts) i;

CREATE FUNCTION redeem(the_key TEXT, the_ref TEXT, the_day DATE, the_staff TEXT) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
	the_client BIGINT;
	one peer.contract%ROWTYPE;
	worth BIGINT;
	the_operation JSONB;
	the_before BYTEA;
	the_entry BIGINT;
	earlier BIGINT;
BEGIN
	SELECT id INTO earlier FROM peer.entry WHERE key = the_key;
	IF FOUND THEN
		RETURN jsonb_build_object('ok', true, 'entry', earlier, 'replayed', true);
	END IF;
	SELECT id INTO the_client FROM peer.client WHERE ref = the_ref;
	IF NOT FOUND THEN
		RETURN jsonb_build_object('ok', false, 'code', 'not_found');
	END IF;
	SELECT * INTO one FROM peer.contract WHERE client = the_client AND used < sessions ORDER BY id LIMIT 1 FOR UPDATE;
	IF NOT FOUND THEN
		RETURN jsonb_build_object('ok', false, 'code', 'no_sessions');
	END IF;
	worth := one.price * (one.used + 1) / one.sessions - one.price * one.used / one.sessions;
	UPDATE peer.contract SET used = used + 1, delivered = delivered + worth WHERE id = one.id;
	the_operation := jsonb_build_object('op', 'visit', 'client', the_ref, 'date', the_day, 'redeem', 'facial', 'staff', the_staff);
	SELECT hash INTO the_before FROM peer.entry WHERE client = the_client ORDER BY id DESC LIMIT 1;
	the_before := coalesce(the_before, '\x00');
	INSERT INTO peer.entry (key, client, day, operation, before, hash)
	VALUES (the_key, the_client, the_day, the_operation, the_before, sha256(the_before || convert_to(the_operation::text, 'UTF8')))
	RETURNING id INTO the_entry;
	INSERT INTO peer.posting VALUES (the_entry, 'liabilities:package', worth), (the_entry, 'income:package', -worth);
	INSERT INTO peer.performance VALUES (the_entry, the_day, the_staff, worth);
	RETURN jsonb_build_object('ok', true, 'entry', the_entry, 'contract', one.id, 'left', one.sessions - one.used - 1, 'value', worth);
END $$;
VACUUM ANALYZE;
