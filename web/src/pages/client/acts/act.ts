import type { Contract, Result, SessionGrant } from "../../../api/types";
import { useWords } from "../../../i18n/words";
import { useTitle } from "../../../parts/PunchCard";
import { isCredit } from "../live";

export interface ActProps {
  contract: Contract;
  /** Whose page this is. */
  client: string;
  onClose: () => void;
  onDone: (result: Result) => void;
}

/** Of a dialog: what is done, and to which card. */
export function useTitleOf(contract: Contract): (verb: string) => string {
  const t = useWords("words");
  const card = useTitle()(contract);
  return (verb) => `${verb}${t("colon")}${card}`;
}

/** The services of which something is left. */
export function servicesOf(contract: Contract): { service: string; left: number }[] {
  const left = new Map<string, number>();
  for (const grant of contract.grants) {
    if (isCredit(grant) || grant.left <= 0) continue;
    for (const service of (grant as SessionGrant).any_of ?? [grant.service ?? grant.product ?? ""])
      left.set(service, (left.get(service) ?? 0) + grant.left);
  }
  return [...left].map(([service, count]) => ({ service, left: count }));
}

/** The last good day of what is left. */
export function lastDay(contract: Contract): string | undefined {
  return contract.grants
    .filter((grant) => grant.left > 0)
    .map((grant) => grant.expires_on)
    .filter((day): day is string => Boolean(day))
    .sort()[0];
}

export interface Used {
  kind: "service" | "product";
  service: string;
  /** How many may come back. */
  left: number;
}

/** What was delivered of a contract, by service or goods. */
export function usedOf(contract: Contract): Used[] {
  const used = new Map<string, Used>();
  for (const grant of contract.grants) {
    if (isCredit(grant) || grant.used <= 0) continue;
    const kind = grant.product ? "product" : "service";
    for (const service of (grant as SessionGrant).any_of ?? [grant.service ?? grant.product ?? ""])
      used.set(service, { kind, service, left: (used.get(service)?.left ?? 0) + grant.used });
  }
  return [...used.values()];
}

export const mayReturn = (contract: Contract) => !["terminated", "transferred"].includes(contract.status) && !contract.days && usedOf(contract).length > 0;

/** How the contract would stand afterwards. */
export function standing(result: Result, contract: Contract): { paid: number; due: number } {
  return result.contracts?.find((one) => one.contract === contract.contract) ?? contract;
}
