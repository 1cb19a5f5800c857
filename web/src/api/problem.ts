// What goes wrong, as the server says it (RFC 9457), and the one thing it cannot say: that it was not reached.
import type { components } from "./schema";

type Said = components["schemas"]["Problem"];
export type ProblemCode = Said["code"] | "unreachable";

/** What a sentence about it is made of: which way to be refused it was, about what, with its figures; the member of the operation at fault. */
interface Circumstances {
  reason?: Said["reason"];
  about?: Said["about"];
  figures?: Said["figures"];
  field?: string;
}

export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly code: ProblemCode,
    readonly status: number,
    readonly detail: string,
    /** Nothing was done. Otherwise that is not known. */
    readonly definite: boolean,
    readonly circumstances: Circumstances = {},
  ) {
    super(detail);
  }
}

export function lostConnection(): Problem {
  return new Problem("unreachable", 0, "", false);
}

/** "/items/0/price" is the price; a place in the operation means nothing to a person. */
function fieldOf(pointer: string): string | undefined {
  return pointer.split("/").filter((name) => !/^\d*$/.test(name)).at(-1);
}

/** The server's words, without the place they begin with. */
function detailOf(said: Partial<Said>, pointer: string): string {
  const detail = said.detail ?? said.title ?? "";
  const place = `${pointer.slice(1)} `;
  return pointer && detail.startsWith(place) ? detail.slice(place.length) : detail;
}

export function problemOf(answer: unknown, status: number): Problem {
  const said = answer as Partial<Said> | null;
  if (!said?.code) return new Problem("unavailable", status, "", status < 500);
  const pointer = said.errors?.[0]?.pointer ?? "";
  const { reason, about, figures } = said;
  return new Problem(said.code, status, detailOf(said, pointer), said.definite ?? false, { reason, about, figures, field: fieldOf(pointer) });
}
