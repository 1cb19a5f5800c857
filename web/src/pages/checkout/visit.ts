// What a visit is made of, before it is one.
import { newKey } from "../../api/deed";
import type { Catalog, Offer, Operation, Share, VisitOperation } from "../../api/types";
import { paymentsOf, type Paying } from "../../parts/Payments";
import { within } from "../../parts/SessionsField";
import type { ContractName } from "../client/live";

export type Kind = "redeem" | "sell" | "service" | "product";

export interface Line {
  id: string;
  kind: Kind;
  /** Code of the service, offer or product. */
  what: string;
  /** The card a session is taken from; or the ref of what is sold in this visit. */
  contract?: ContractName;
  /** A sold offer's name in this visit. */
  ref?: string;
  /** undefined: what is typed is no number. */
  count: number | undefined;
  /** Instead of the list's. */
  price?: number;
  staff: Share[];
  seller?: string;
}

export interface Visit {
  lines: Line[];
  payments: Paying[];
  note: string;
}

export const emptyVisit: Visit = { lines: [], payments: [], note: "" };

const short = () => newKey().slice(4, 12) + newKey().slice(-6);

export function newLine(kind: Kind, what: string, part: Partial<Line> = {}): Line {
  return { id: short(), kind, what, count: 1, staff: [], ...(kind === "sell" && { ref: `k${short()}` }), ...part };
}

type Item = NonNullable<VisitOperation["items"]>[number];

function itemOf(line: Line): Item {
  const price = line.price === undefined ? {} : { price: line.price };
  const staff = line.staff.length > 0 ? { staff: line.staff } : {};
  switch (line.kind) {
    case "sell":
      return { sell: line.what, ref: line.ref, ...price, ...(line.seller && { seller: line.seller }) };
    case "redeem":
      return { redeem: line.what, sessions: line.count, ...(line.contract !== undefined && { contract: line.contract }), ...staff };
    case "service":
      return { service: line.what, ...price, ...staff };
    case "product":
      return { product: line.what, quantity: line.count, ...price, ...staff };
  }
}

export const mostOf = (line: Line) => (line.kind === "redeem" ? 99 : 999);

export function operationOf(client: string, visit: Visit, withPayments = true): Operation | undefined {
  if (visit.lines.length === 0 || !visit.lines.every((line) => within(line.count, mostOf(line)))) return undefined;
  const payments = withPayments ? paymentsOf(visit.payments) : [];
  return {
    op: "visit",
    client,
    items: visit.lines.map(itemOf),
    ...(payments.length > 0 && { payments }),
    ...(visit.note.trim() && { note: visit.note.trim() }),
  } as Operation;
}

/** Services of which an offer gives sessions. */
export function servicesOfOffer(offer: Offer | undefined): string[] {
  return [...new Set((offer?.grants ?? []).flatMap((grant) => grant.any_of ?? (grant.service ? [grant.service] : [])))];
}

export const offerOf = (catalog: Catalog, code: string) => catalog.offers.find((offer) => offer.code === code);

/** The list's price of a line, before discounts. */
export function listPrice(catalog: Catalog, line: Line): number {
  if (line.kind === "sell") return offerOf(catalog, line.what)?.price ?? 0;
  const items = line.kind === "product" ? catalog.products : catalog.services;
  return items.find((item) => item.code === line.what)?.price ?? 0;
}
