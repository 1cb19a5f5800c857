import type { Past } from "../api/types";
import { useChoices } from "../format/choices";
import { dayText } from "../format/dates";
import { useWords, type Say } from "../i18n/words";

export type Did = Past["did"][number];

interface Naming {
  staff: (code: string) => string;
  item: (code: string) => string;
  offer: (code: string) => string;
  method: (code: string) => string;
  money: (units: number) => string;
}

/** What has neither an offer nor a service was not bought: a debt from before, or credit put by. */
function thing(t: Say<"words">, did: Did, names: Naming): string {
  if (did.deed === "used" && did.service) return names.item(did.service);
  if (did.offer) return names.offer(did.offer);
  return did.service ? names.item(did.service) : t(ofDebts.includes(did.deed) ? "stream.legacy" : "kind.topup");
}

const ofDebts: Did["deed"][] = ["opened", "paid", "written_off"];

function ended(t: Say<"words">, did: Did, { money }: Naming): string {
  const parts = [t(`ended.${did.cause ?? "expiry"}`, { count: did.sessions ?? 0 })];
  if (did.refund) parts.push(t("ended.back", { amount: money(did.refund) }));
  if (did.fee) parts.push(t("ended.fee", { amount: money(did.fee) }));
  if (did.uplift) parts.push(t("ended.uplift", { amount: money(did.uplift) }));
  if (did.breakage) parts.push(t("ended.breakage", { amount: money(did.breakage) }));
  if (did.moved) parts.push(t("ended.moved", { amount: money(did.moved) }));
  return parts.join(t("comma"));
}

/** What an entry did to a contract, in the reader's words. */
export function useDeedText(names: Naming): (did: Did) => string {
  const t = useWords("words");
  const chosen = useChoices();
  return (did) => {
    if (did.deed === "ended") return `${thing(t, did, names)}${t("colon")}${ended(t, did, names)}`;
    const hands = (did.staff ?? []).map(names.staff).join(t("listComma"));
    const text = t(did.deed === "frozen" && did.to ? "deed.frozenTo" : `deed.${did.deed}`, {
      what: thing(t, did, names),
      count: did.sessions ?? 1,
      amount: names.money(did.amount ?? 0),
      face: names.money(did.face ?? 0),
      method: did.method ? names.method(did.method) : "",
      from: dayText(did.from, "day", chosen),
      to: dayText(did.to, "day", chosen),
    });
    return hands ? `${text} · ${hands}` : text;
  };
}
