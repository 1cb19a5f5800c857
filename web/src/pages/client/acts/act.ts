import type { Contract, Result, SessionGrant } from "../../../api/types";
import { isCredit } from "../live";

export interface ActProps {
  contract: Contract;
  /** Whose page this is. */
  client: string;
  onClose: () => void;
  onDone: (result: Result) => void;
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
