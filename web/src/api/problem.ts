// What goes wrong, as the server says it (RFC 9457), and the one thing it cannot say: that it was not reached.
import type { components } from "./schema";

type Said = components["schemas"]["Problem"];
export type ProblemCode = Said["code"] | "unreachable";

export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly code: ProblemCode,
    readonly status: number,
    readonly detail: string,
    /** Nothing was done. Otherwise that is not known. */
    readonly definite: boolean,
    readonly fields: readonly { pointer: string; detail: string }[] = [],
    readonly entries: readonly number[] = [],
  ) {
    super(detail);
  }
}

export function lostConnection(): Problem {
  return new Problem("unreachable", 0, "", false);
}

export function problemOf(answer: unknown, status: number): Problem {
  const said = answer as Partial<Said> | null;
  if (!said?.code) return new Problem("unavailable", status, "", status < 500);
  return new Problem(said.code, status, said.detail ?? said.title ?? "", said.definite ?? false, said.errors, said.entries);
}
