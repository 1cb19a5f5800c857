// The day so far: what came in, who did what, and whom to talk to.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { reportQuery } from "../../api/queries";
import { addDays, dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { DayChooser } from "../../parts/DayChooser";
import { Bars, type Bar } from "./Bars";
import { People } from "./People";
import style from "./Today.module.css";

interface DayRow {
  what: "takings" | "performance" | "visits" | "sold" | "redeemed" | "due";
  name: string | null;
  amount: number | null;
  count: number | null;
}

interface DayTotals {
  takings: number;
  performance: number;
  visits: number;
  sold: number;
  redeemed: number;
  due: number;
}

interface DayReport {
  as_of: string;
  rows: DayRow[];
  totals: DayTotals;
}

/** Of today, when no day is given. */
function useDay(day?: string): DayReport {
  const { data } = useSuspenseQuery(reportQuery("day", day ? { as_of: day } : {}));
  return data as unknown as DayReport;
}

function Figure({ label, value, aside }: { label: string; value: string; aside?: string }) {
  return (
    <div className={style.figure}>
      <dt>{label}</dt>
      <dd className="num">{value}</dd>
      {aside && <dd className={style.aside}>{aside}</dd>}
    </div>
  );
}

/** What was done, and what was handed over: the report counts a sale of goods as a session, a counter does not (rulebook 15.48). */
function useDelivered(rows: DayRow[]) {
  const { catalog } = useNames();
  const goods = new Set(catalog.products.map(({ code }) => code));
  const delivered = rows.filter((row) => row.what === "redeemed");
  const done = delivered.filter((row) => !goods.has(row.name ?? ""));
  return {
    done,
    goods: delivered.filter((row) => goods.has(row.name ?? "")).map((row) => ({ ...row, count: null })),
    sessions: done.reduce((sum, row) => sum + (row.count ?? 0), 0),
  };
}

const bars = (rows: DayRow[], what: DayRow["what"], name: (code: string | null) => string): Bar[] =>
  rows
    .filter((row) => row.what === what && row.name !== null)
    .map((row) => ({ key: row.name ?? "", label: name(row.name), amount: row.amount ?? 0, count: row.count }))
    .sort((a, b) => b.amount - a.amount);

function Day({ day }: { day?: string }) {
  const t = useWords("today");
  const money = useMoney();
  const names = useNames();
  const { rows, totals } = useDay(day);
  const { done, goods, sessions } = useDelivered(rows);
  return (
    <>
      <dl className={style.figures}>
        <Figure label={t("takings")} value={money(totals.takings)} />
        <Figure label={t("performance")} value={money(totals.performance)} />
        <Figure label={t("visits")} value={numberText(totals.visits)} aside={t("words:session", { count: sessions })} />
        <Figure label={t("due")} value={money(totals.due)} />
      </dl>
      <div className={style.tables}>
        <Bars title={t("takingsBy")} rows={bars(rows, "takings", names.method)} nothing={t("nothingTaken")} />
        <Bars title={t("performanceBy")} rows={bars(rows, "performance", names.staff)} nothing={t("nothingDone")} />
        <Bars title={t("redeemedBy")} rows={bars(done, "redeemed", names.item)} nothing={t("nothingRedeemed")} />
        {goods.length > 0 && <Bars title={t("goods")} rows={bars(goods, "redeemed", names.item)} nothing="" />}
      </div>
    </>
  );
}

export default function Today() {
  const t = useWords("today");
  const { as_of: today } = useDay();
  const [chosen, setChosen] = useState<string>();
  const day = chosen ?? today;
  const shown = useDeferredValue(chosen); // until the day chosen has come the one before stays, and the field with whoever types
  return (
    <div className="page">
      <div className="top">
        <div>
          <h1>{day === today ? t("title") : t("titleOf", { date: dayText(day, "short") })}</h1>
          <p className="dim">{dayText(day, "long")}</p>
        </div>
        <DayChooser
          day={day}
          last={today}
          label={t("day")}
          before={t("dayBefore")}
          after={t("dayAfter")}
          onChange={(wanted) => setChosen(wanted === today ? undefined : wanted)}
          step={addDays}
        />
      </div>
      <div aria-busy={shown !== chosen} className={style.day}>
        <Day day={shown} />
      </div>
      {day === today && <People today={today} />}
    </div>
  );
}
