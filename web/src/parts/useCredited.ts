import type { Result } from "../api/types";
import { dayText } from "../format/dates";
import { useMoney } from "../format/money";
import { useNames } from "../format/names";
import { useWords } from "../i18n/words";
import type { EffectLine } from "./Effect";

/** Who is credited with how much by a deed: a line a person, of other days with the day. */
export function useCredited(): (result: Result) => EffectLine[] {
  const t = useWords("words");
  const names = useNames();
  const money = useMoney();
  return (result) => {
    const rows = (result.performance ?? []).filter((row) => row.staff !== "house");
    const days = new Set(rows.map((row) => row.date));
    return rows.map((row) => ({
      label:
        days.size > 1
          ? t("creditedOn", { staff: names.staff(row.staff), date: dayText(row.date, "short") })
          : t("credited", { staff: names.staff(row.staff) }),
      value: money(row.amount),
    }));
  };
}
