"""Who may do what: a second copy of the server's table, written by hand and not from it. One line a route:

    method, path, body, {role: statuses on their own, on another's, on what is not there}

o m d p a c n: owner, manager, desk, practitioner, accountant, client's link, nobody. A cell is what an allowed or refused request is
answered with. "-" in a column of the three: there is no such object to ask for with this route."""

# role order of the cells
WHO = ["owner", "manager", "desk", "practitioner", "accountant", "client", "nobody"]

# (method, path with {} for the object, body) → per role: own/other/absent
# The objects: the client and contract of the link ("own"), those of somebody else ("other"), and "nothere" ("absent").
MATRIX = [
    #                                                     owner          manager        desk           practitioner   accountant     client         nobody
    ("GET", "/clients?q=l", None,                        "200",         "200",         "200",         "403",         "403",         "403",         "401"),
    ("GET", "/clients?refs=lin", None,                   "200",         "200",         "200",         "403",         "403",         "403",         "401"),
    ("GET", "/clients/{client}", None,                   "200/200/404", "200/200/404", "200/200/404", "403/403/403", "200/200/404", "403/403/403", "401/401/401"),
    ("GET", "/contracts/{contract}", None,               "200/200/404", "200/200/404", "200/200/404", "403/403/403", "200/200/404", "403/403/403", "401/401/401"),
    ("GET", "/catalog", None,                            "200",         "200",         "200",         "200",         "200",         "403",         "401"),
    ("GET", "/settings", None,                           "200",         "200",         "200",         "200",         "200",         "403",         "401"),
    ("GET", "/reports/performance?staff={staff}", None,  "200/200/404", "200/200/404", "403/403/403", "200/403/403", "200/200/404", "403/403/403", "401/401/401"),
    ("GET", "/reports/performance", None,                "200",         "200",         "403",         "200",         "200",         "403",         "401"),
    ("GET", "/reports/day", None,                        "200",         "200",         "200",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/takings", None,                    "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/contracts", None,                  "200",         "200",         "200",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/pending", None,                    "200",         "200",         "200",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/rollforward", None,                "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/structure", None,                  "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/memberships", None,                "200",         "200",         "200",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/branches", None,                   "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/carryover", None,                  "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/reports/statement?client={client}", None,  "200/200/404", "200/200/404", "200/200/404", "403/403/403", "200/200/404", "403/403/403", "401/401/401"),
    ("GET", "/reports/nothere", None,                    "404",         "404",         "403",         "403",         "404",         "403",         "401"),
    ("GET", "/explain?date=2026-05-02&staff={staff}", None, "200/200/404", "200/200/404", "403/403/403", "200/403/403", "200/200/404", "403/403/403", "401/401/401"),
    ("GET", "/explain?date=2026-05-02", None,            "422",         "422",         "403",         "200",         "422",         "403",         "401"),
    ("GET", "/alerts", None,                             "200",         "200",         "200",         "403",         "403",         "403",         "401"),
    ("GET", "/alerts?client={client}", None,             "200/200/404", "200/200/404", "200/200/404", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("GET", "/renewals", None,                           "200",         "200",         "200",         "403",         "403",         "403",         "401"),
    ("GET", "/renewals?client={client}", None,           "200/200/404", "200/200/404", "200/200/404", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("GET", "/price?services=facial=10", None,           "200",         "200",         "403",         "403",         "403",         "403",         "401"),
    ("GET", "/price?offer=nothere", None,                "404",         "404",         "403",         "403",         "403",         "403",         "401"),
    ("GET", "/entries", None,                            "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/me", None,                                 "403",         "403",         "403",         "403",         "403",         "200",         "401"),
    ("GET", "/session", None,                            "200",         "200",         "200",         "200",         "200",         "200",         "401"),
    ("DELETE", "/session", None,                         "422",         "422",         "422",         "422",         "422",         "403",         "401"),
    ("POST", "/session/password", {"password": "x", "new_password": "yyyyyyyyy"}, "422", "422", "422", "422", "422", "403", "401"),
    ("POST", "/session/second-factor", {"password": "x"}, "422", "422", "422", "422", "422", "403", "401"),
    ("GET", "/people", None,                             "200",         "200",         "403",         "403",         "403",         "403",         "401"),
    ("POST", "/people", {"name": "new{n}", "password": "long enough", "role": "desk"},
                                                         "201",         "201",         "403",         "403",         "403",         "403",         "401"),
    ("POST", "/people", {"name": "new{n}", "password": "long enough", "role": "owner"},
                                                         "201",         "403",         "403",         "403",         "403",         "403",         "401"),
    ("PATCH", "/people/{person}", {},                    "200/200/404", "200/403/404", "403/403/403", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("GET", "/tokens", None,                             "200",         "200",         "403",         "403",         "403",         "403",         "401"),
    ("POST", "/tokens", {"name": "t", "role": "desk"},   "201",         "201",         "403",         "403",         "403",         "403",         "401"),
    ("POST", "/tokens", {"name": "t", "role": "owner"},  "201",         "403",         "403",         "403",         "403",         "403",         "401"),
    ("DELETE", "/tokens/{token}", None,                  "200/200/404", "200/403/404", "403/403/403", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("GET", "/links?client={client}", None,              "200/200/404", "200/200/404", "200/200/404", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("POST", "/links", {"client": "{client}"},           "201/201/404", "201/201/404", "201/201/404", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("DELETE", "/links/{link}", None,                    "200/200/404", "200/200/404", "200/200/404", "403/403/403", "403/403/403", "403/403/403", "401/401/401"),
    ("GET", "/audit", None,                              "200",         "403",         "403",         "403",         "403",         "403",         "401"),
    ("GET", "/health", None,                             "200",         "200",         "200",         "200",         "200",         "200",         "200"),
    ("GET", "/metrics", None,                            "200",         "200",         "403",         "403",         "200",         "403",         "401"),
    ("GET", "/openapi.json", None,                       "200",         "200",         "200",         "200",         "200",         "200",         "200"),
    ("GET", "/nothere", None,                            "404",         "404",         "404",         "404",         "404",         "404",         "404"),
]

# Operations by kind: an example, refused or accepted, and who may.
MAY_COUNTER = "owner manager desk"
OPERATIONS = [
    ({"op": "settings", "low_sessions": 5}, "owner"),
    ({"op": "branch", "code": "khh"}, "owner manager"),
    ({"op": "staff", "code": "dee"}, "owner"),
    ({"op": "service", "code": "wax", "price": 300}, "owner manager"),
    ({"op": "product", "code": "oil", "price": 300}, "owner manager"),
    ({"op": "offer", "code": "facial5", "kind": "package", "price": 5000, "grants": [{"service": "facial", "sessions": 5}]}, "owner manager"),
    ({"op": "tag", "code": "gold", "discount": 5}, "owner manager"),
    ({"op": "client", "ref": "new{n}", "name": "New"}, MAY_COUNTER),
    ({"op": "visit", "client": "lin", "items": [{"service": "facial", "staff": [{"staff": "amy", "share": 100}]}]}, MAY_COUNTER),
    ({"op": "pay", "client": "lin", "payments": [{"method": "cash", "amount": 1}]}, MAY_COUNTER),
    ({"op": "refund", "contract": "k1", "sessions": 1}, MAY_COUNTER),
    ({"op": "freeze", "contract": "k1"}, MAY_COUNTER),
    ({"op": "unfreeze", "contract": "k1"}, MAY_COUNTER),
    ({"op": "extend", "contract": "k1", "expires_on": "2099-01-01"}, "owner manager"),
    ({"op": "share", "contract": "k1", "with": "mei"}, MAY_COUNTER),
    ({"op": "unshare", "contract": "k1", "with": "mei"}, MAY_COUNTER),
    ({"op": "return", "contract": "k1", "service": "facial"}, MAY_COUNTER),
    ({"op": "transfer", "contract": "k1", "to": "mei", "service": "facial", "sessions": 1}, MAY_COUNTER),
    ({"op": "exchange", "contract": "k1", "sell": "facial10", "rest": "credit"}, MAY_COUNTER),
    ({"op": "reprice", "contract": "k1", "price": 9000}, "owner manager"),
    ({"op": "write_off", "contract": "k1", "amount": 1}, "owner manager accountant"),
    ({"op": "void", "entry": 999999}, MAY_COUNTER),
    ({"op": "open", "client": "lin", "debt": 5000}, "owner manager accountant"),
    ({"op": "membership", "client": "lin", "plan": "club"}, MAY_COUNTER),
    ({"op": "cancel", "membership": "none"}, MAY_COUNTER),
    ({"op": "cancel", "membership": "none", "override": True}, "owner manager"),
    ({"op": "change", "membership": "none", "plan": "club"}, MAY_COUNTER),
    ({"op": "change", "membership": "none", "plan": "club", "override": True}, "owner manager"),
    ({"op": "tick"}, "owner manager desk accountant"),
    ({"op": "close", "date": "2000-01-01"}, "owner manager accountant"),
    ({"op": "reopen"}, "owner"),
]
