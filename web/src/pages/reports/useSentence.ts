// Sentences of reports: the server sends a code with its values, and says it in English too; here it is said in the reader's language.
import type { components } from "../../api/schema";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText } from "../../format/numbers";
import { choices } from "../../format/choices";
import { useWords, type Key } from "../../i18n/words";
import { remarks } from "../outlook/ahead";

type Schemas = components["schemas"];
export type Happening = Schemas["Happening"];
export type Sentence = string | Schemas["Remark"] | Happening;

/** What happened to a client's package: "Given back: Ten facials · $3,600 paid back by cash · fee $400". */
function useHappening(): (one: Happening) => string {
  const t = useWords("figures");
  const money = useMoney();
  const names = useNames();
  const list = (words: string[]) => new Intl.ListFormat(choices().language, { type: "conjunction" }).format(words);
  return ({ code, of, what, staff, method, amount, fee, from, to }) => {
    const details = [
      of ? t(`happened.${of}`) : what,
      staff.length > 0 && t("happened.with", { staff: list(staff.map(names.staff)) }),
      code === "spent" && amount !== null && money(amount),
      code !== "spent" && amount !== null && t("happened.back", { amount: money(amount), method: names.method(method) }),
      amount === null && method && names.method(method),
      fee !== null && t("happened.fee", { amount: money(fee) }),
      from && t(code === "unfrozen" ? "happened.againFrom" : "happened.from", { date: dayText(from) }),
      to && t(code === "extended" ? "happened.until" : "happened.to", { date: dayText(to) }),
    ];
    return t("happened.sentence", { head: t(`happening.${code}`), details: details.filter(Boolean).join(" · ") });
  };
}

export function useSentence(): (said: Sentence) => string {
  const t = useWords("outlook");
  const happening = useHappening();
  return (said) => {
    if (typeof said === "string") return said;
    if ("staff" in said) return happening(said);
    if (!remarks.includes(said.code)) return said.text;
    return t(`remark.${said.code}` as Key<"outlook">, { have: numberText(said.have), need: numberText(said.need) });
  };
}
