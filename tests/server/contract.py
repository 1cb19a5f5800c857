"""The interface's contract, openapi.json as served: checks every exchange that tests have against it."""

import json
import re

import jsonschema

METHODS = ("get", "post", "patch", "delete", "put")


class Contract:
    def __init__(self, document):
        self.document = document
        self.routes = []
        self.validators = {}
        self.covered = set()
        for path, methods in document["paths"].items():
            pattern = re.compile("^" + re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(path)) + "$")
            for method in METHODS:
                if method in methods:
                    self.routes.append((method, pattern, path, methods[method]))

    def operation(self, method, path):
        for known, pattern, name, operation in sorted(self.routes, key=lambda route: "{" in route[2]):
            if known == method and pattern.match(path):
                return name, operation
        return None, None

    def validator(self, pointer, schema):
        if pointer not in self.validators:
            whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": self.document["components"]}
            self.validators[pointer] = jsonschema.Draft202012Validator(whole)
        return self.validators[pointer]

    def resolve(self, response):
        while "$ref" in response:
            part = self.document
            for step in response["$ref"][2:].split("/"):
                part = part[step]
            response = part
        return response

    def problem_with(self, method, target, answer):
        """What of the exchange the contract does not say; None: nothing."""
        path = target.split("?")[0]
        path = re.sub(r"^/b/[^/]+", "", path)
        if not path.startswith("/api/v1"):
            return None
        name, operation = self.operation(method.lower(), path[len("/api/v1"):])
        if operation is None:
            return None if answer.status in (404, 405, 400, 503) else f"{method} {path} is not in the contract"
        status = str(answer.status)
        response = operation["responses"].get(status)
        if response is None and answer.status >= 400:
            response = operation["responses"].get("default")
        if response is None:
            return f"{status} is not said for {method} {name}"
        kind = answer.headers.get("content-type", "").split(";")[0]
        content = self.resolve(response).get("content", {})
        if kind not in content:
            return f"{kind} is not said for {status} of {method} {name}"
        self.covered.add((method.upper(), name, "problem" if answer.status >= 400 else status))
        if not kind.endswith("json"):
            return None
        errors = list(self.validator(f"{method} {name} {status} {kind}", content[kind]["schema"]).iter_errors(json.loads(answer.body)))
        if not errors:
            return None
        error = jsonschema.exceptions.best_match(errors)
        return f"{method} {name} {status}: at {list(error.absolute_path)}: {error.message[:300]}"


def check_document(document, check):
    """A lint of the document itself: what the tools that read it stumble over."""
    schemas = document["components"]["schemas"]
    text = json.dumps(document)
    check(document["openapi"].startswith("3.1."), "it is OpenAPI 3.1")
    for name in set(re.findall(r"#/components/schemas/([A-Za-z]+)", text)):
        check(name in schemas, f"schema {name} is there")
    for name, schema in schemas.items():
        check(f'"#/components/schemas/{name}"' in text, f"schema {name} is used")
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            check(False, f"schema {name} is a schema", error.message)
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    check(len(ids) == len(set(ids)), "operationIds are unique")
    for path, methods in document["paths"].items():
        names = set(re.findall(r"{([^}]*)}", path))
        for method, operation in methods.items():
            said = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            check(said == names, f"{method} {path}: its path parameters are said")
            check("default" in operation["responses"], f"{method} {path}: problems are said")
            check(operation.get("summary", "").endswith("."), f"{method} {path}: has a summary")
