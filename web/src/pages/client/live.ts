import type { Contract, CreditGrant, Past, SessionGrant } from "../../api/types";

export const isCredit = (grant: SessionGrant | CreditGrant): grant is CreditGrant => "credit" in grant;

/** Something is left of it, or due. Visits and goods are done with once they are paid. */
export function isLive(contract: Contract): boolean {
  if (contract.due > 0) return true;
  return contract.grants.some((grant) => grant.left > 0) && ["active", "frozen", "suspended"].includes(contract.status);
}

/** Of what is frozen today, as its history says: the day it runs again, null while nobody knows; undefined where the history does not
 * reach back so far, or nothing is frozen. */
export function thawOf(contract: Contract, history: readonly Past[] | undefined, today: string): string | null | undefined {
  if (contract.status !== "frozen") return undefined;
  const freezes = (history ?? []).flatMap(({ did }) => did).filter((did) => did.deed === "frozen" && did.stands && did.contract === contract.contract);
  const now = freezes.find(({ from, to }) => from && from <= today && (!to || today < to)); // the newest: an older one was ended
  return now && (now.to ?? null);
}

/** How a contract is named in operations: by its ref, which may be made of digits too, or by its number. */
export type ContractName = string | number;
export const refOf = (contract: { ref?: string | null; contract: number }): ContractName => contract.ref ?? contract.contract;
