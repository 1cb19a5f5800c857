import type { Contract, CreditGrant, SessionGrant } from "../../api/types";

export const isCredit = (grant: SessionGrant | CreditGrant): grant is CreditGrant => "credit" in grant;

/** Something is left of it, or due. Visits and goods are done with once they are paid. */
export function isLive(contract: Contract): boolean {
  if (contract.due > 0) return true;
  return contract.grants.some((grant) => grant.left > 0) && ["active", "frozen", "suspended"].includes(contract.status);
}

/** How a contract is named in operations: by its ref, which may be made of digits too, or by its number. */
export type ContractName = string | number;
export const refOf = (contract: { ref?: string | null; contract: number }): ContractName => contract.ref ?? contract.contract;
