-- The people who use the book over HTTP: sign-ins, sessions, tokens of programs, links of clients, and what happened with them.
-- Secrets are kept as hashes only. Moments are milliseconds since 1970-01-01 UTC.

-- Who may sign in.
CREATE TABLE login (
	id BIGINT PRIMARY KEY,      -- number
	name TEXT COLLATE "C" NOT NULL UNIQUE,   -- what they sign in with
	password TEXT COLLATE "C" NOT NULL,      -- Argon2id hash of the password, with its salt and cost
	role BIGINT NOT NULL CHECK (role BETWEEN 0 AND 4), -- owner, manager, desk, practitioner, accountant
	staff BIGINT NOT NULL,      -- number of the staff member they act as; 0: none
	active BIGINT NOT NULL CHECK (active IN (0, 1)),   -- whether they may sign in
	totp_secret BYTEA,            -- of the second factor; NULL: none
	totp_on BIGINT NOT NULL CHECK (totp_on IN (0, 1)), -- a code was shown once, so it is asked for
	totp_step BIGINT NOT NULL,  -- the half minute of the last code accepted: no code counts twice
	made_at BIGINT NOT NULL     -- since when
);

-- People who are signed in.
CREATE TABLE login_session (
	hash BYTEA PRIMARY KEY CHECK (length(hash) = 32), -- BLAKE2b of the cookie's secret
	login BIGINT NOT NULL REFERENCES login (id),    -- who
	made_at BIGINT NOT NULL,    -- when they signed in
	seen_at BIGINT NOT NULL,    -- when it was last used, roughly
	ends_at BIGINT NOT NULL     -- when it ends at the latest
);
CREATE INDEX login_session_login ON login_session (login);

-- Tokens of programs, and links of clients: bearers of a role.
CREATE TABLE access_token (
	id BIGINT PRIMARY KEY,      -- number
	name TEXT COLLATE "C" NOT NULL,          -- what it is for
	hash BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32), -- BLAKE2b of its secret
	role BIGINT NOT NULL CHECK (role BETWEEN 0 AND 5),  -- as in login; 5: a client's link
	staff BIGINT NOT NULL,      -- number of the staff member it acts as; 0: none
	client BIGINT NOT NULL,     -- number of the client whose link it is; 0: none
	made_by TEXT COLLATE "C" NOT NULL,       -- name of who made it; '': the command line
	made_at BIGINT NOT NULL,    -- when
	revoked_at BIGINT NOT NULL, -- since when it is void; 0: it is good
	CHECK ((role = 5) = (client > 0))
);
CREATE INDEX access_token_client ON access_token (client) WHERE client > 0;

-- What happened with people and their rights. Never changed, never deleted.
CREATE TABLE audit (
	id BIGINT PRIMARY KEY,      -- number, in the order of recording
	at BIGINT NOT NULL,         -- when
	event TEXT COLLATE "C" NOT NULL,         -- sign_in, sign_in_refused, sign_out, right_refused, person_added, …
	name TEXT COLLATE "C" NOT NULL,          -- who did it; '': nobody known
	detail TEXT COLLATE "C" NOT NULL         -- to whom or what; never a secret
);

CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
