// How a day's figure of somebody came about, session by session, in sentences for whoever earned it.
import { useSuspenseQuery } from "@tanstack/react-query";
import { explainQuery } from "../api/queries";
import type { Explained } from "../api/types";
import { choices } from "../format/choices";
import { dayText } from "../format/dates";
import { useMoney } from "../format/money";
import { useNames } from "../format/names";
import { percentText } from "../format/numbers";
import { useWords } from "../i18n/words";
import style from "./Explanation.module.css";

/** Who came; where nobody did, whose it is. */
export const whoCame = (row: Explained) => (row.visitor ? { ref: row.visitor, name: row.visitor_name || row.visitor } : { ref: row.client, name: row.name || row.client });

/** It was returned or taken back itself, and not only what was paid for it. */
const takenBack = (row: Explained) => row.credit === 0 && (row.paid >= row.paid_before || row.value === 0);

/** What happened that day: it was done, more was paid for it, or something was taken back. */
export function occasionOf(row: Explained, day: string) {
  if (row.done_on === day && row.credit_before === 0) return "done";
  if (takenBack(row)) return "undone";
  if (row.paid === row.paid_before) return "changed";
  return row.paid > row.paid_before ? "paidMore" : "paidBack";
}

/** What was paid or paid back that day. */
export const paidThen = (row: Explained) => Math.abs(row.paid - row.paid_before);

/** What of it counts: the share, as far as it is paid, less what counted before. */
function useReasons(): (row: Explained) => string[] {
  const t = useWords("practice");
  const money = useMoney();
  return (row) => {
    const part = money(row.entitlement);
    const share = row.share === 100 ? t("shareAll", { worth: money(row.slot_value) }) : t("sharePart", { worth: money(row.slot_value), share: percentText(row.share, 2), part });
    const before = { before: money(row.credit_before), amount: money(Math.abs(row.amount)) };
    if (takenBack(row)) return [share, t("less", before)];
    const paid = row.paid >= row.value ? t("paidAll") : t("paidPart", { paid: money(row.paid), value: money(row.value), part, credit: money(row.credit) });
    if (row.credit_before === 0) return [share, paid];
    return [share, paid, t(row.amount < 0 ? "less" : "more", before)];
  };
}

export function Explanation({ day, staff }: { day: string; staff: string }) {
  const t = useWords("practice");
  const money = useMoney();
  const names = useNames();
  const reasons = useReasons();
  const { data } = useSuspenseQuery(explainQuery(staff, day));
  if (data.rows.length === 0) return <p className="dim">{t("nothing")}</p>;
  return (
    <ul className={`plain ${style.sessions}`}>
      {data.rows.map((row, index) => (
        <li key={index} className={style.session}>
          <div className={style.head}>
            <span>
              <strong dir="auto">{names.item(row.service) || t("session")}</strong> · <bdi>{whoCame(row).name}</bdi>
            </span>
            <span className={`num ${style.amount}`}>{money(row.amount)}</span>
          </div>
          <p>{[t(occasionOf(row, day), { date: dayText(row.done_on), amount: money(paidThen(row)) }), ...reasons(row)].join(choices().language === "zh-TW" ? "" : " ")}</p>
        </li>
      ))}
    </ul>
  );
}
