// My day and month, and for every figure how it came about.
import { SegmentedControl } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { get } from "../../api/client";
import { reportQuery, settingsQuery } from "../../api/queries";
import { useWho } from "../../app/who";
import { addDays, addMonths, dayText, monthEnd, monthStart } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { DayChooser } from "../../parts/DayChooser";
import { Waiting } from "../../parts/Waiting";
import style from "./Practice.module.css";

interface Row {
  date: string;
  amount: number;
}

function usePerformance(from: string, to: string) {
  const { data } = useSuspenseQuery(reportQuery("performance", { from, to, by: "day" }));
  const rows = data.rows as unknown as Row[];
  return { rows, sum: rows.reduce((all, row) => all + row.amount, 0) };
}

/** One session of a figure: what it is worth, whose share, how much of it is paid. */
function Explanation({ day, staff }: { day: string; staff: string }) {
  const t = useWords("practice");
  const money = useMoney();
  const names = useNames();
  const { data } = useSuspenseQuery({
    queryKey: ["explain", staff, day],
    queryFn: () => get("/explain", { query: { date: day } }),
  });
  if (data.rows.length === 0) return <p className="dim">{t("nothing")}</p>;
  return (
    <ul className={`plain ${style.sessions}`}>
      {data.rows.map((row) => (
        <li key={`${row.contract} ${row.session} ${row.done_on}`} className={style.session}>
          <div className={style.head}>
            <strong dir="auto">{names.item(row.service) || t("session")}</strong>
            <span className={`num ${style.amount}`}>{money(row.amount)}</span>
          </div>
          <p className="dim small">
            {t("doneOn", { number: row.session, date: dayText(row.done_on), card: row.ref ?? `#${row.contract}` })}
          </p>
          <dl>
            <div>
              <dt>{t("worth")}</dt>
              <dd className="num">{money(row.slot_value)}</dd>
            </div>
            <div>
              <dt>{t("share")}</dt>
              <dd className="num">
                {percentText(row.share, 2)} = {money(row.entitlement)}
              </dd>
            </div>
            <div>
              <dt>{t("paidOf")}</dt>
              <dd className="num">{t("of", { paid: money(row.paid), value: money(row.value) })}</dd>
            </div>
            {row.credit_before !== 0 && (
              <div>
                <dt>{t("before")}</dt>
                <dd className="num">{money(row.credit_before)}</dd>
              </div>
            )}
          </dl>
          <p className={`num small ${style.formula}`} dir="ltr">
            {row.formula} = {money(row.amount, true)}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Day({ day, staff }: { day: string; staff: string }) {
  const t = useWords("practice");
  const money = useMoney();
  const { sum } = usePerformance(day, day);
  return (
    <section className="sheet">
      <div className={style.head}>
        <h2>{t("performanceOf", { date: dayText(day) })}</h2>
        <strong className={`num ${style.big}`}>{money(sum)}</strong>
      </div>
      <Explanation day={day} staff={staff} />
    </section>
  );
}

function Month({ month, onDay }: { month: string; onDay: (day: string) => void }) {
  const t = useWords("practice");
  const money = useMoney();
  const { rows, sum } = usePerformance(monthStart(month), monthEnd(month));
  const most = Math.max(1, ...rows.map((row) => Math.abs(row.amount)));
  return (
    <section className="sheet">
      <div className={style.head}>
        <h2>{t("performanceOf", { date: dayText(month, "month") })}</h2>
        <strong className={`num ${style.big}`}>{money(sum)}</strong>
      </div>
      {rows.length === 0 ? (
        <p className="dim">{t("nothing")}</p>
      ) : (
        <ul className={`plain ${style.days}`}>
          {rows.map((row) => (
            <li key={row.date}>
              <button type="button" className={style.day} onClick={() => onDay(row.date)}>
                <span>
                  {dayText(row.date, "weekday")} {dayText(row.date, "short")}
                </span>
                <span className="num">{money(row.amount)}</span>
                <span className={style.track} aria-hidden>
                  <span style={{ width: `${(Math.abs(row.amount) / most) * 100}%` }} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export default function Practice() {
  const t = useWords("practice");
  const who = useWho();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const [span, setSpan] = useState<"day" | "month">("day");
  const [day, setDay] = useState(settings.today);
  if (!who.staff) return <p className="lonely">{t("nobody")}</p>;
  return (
    <div className={`page ${style.page}`}>
      <div className="top">
        <h1>{t("title")}</h1>
        <SegmentedControl
          size="md"
          aria-label={t("span")}
          value={span}
          onChange={(value) => setSpan(value as "day" | "month")}
          data={[
            { value: "day", label: t("day") },
            { value: "month", label: t("month") },
          ]}
        />
      </div>
      <DayChooser
        day={day}
        last={settings.today}
        label={t("day")}
        before={span === "day" ? t("dayBefore") : t("monthBefore")}
        after={span === "day" ? t("dayAfter") : t("monthAfter")}
        onChange={(wanted) => setDay(wanted > settings.today ? settings.today : wanted)}
        step={span === "day" ? addDays : addMonths}
      />
      <Suspense fallback={<Waiting />}>
        {span === "day" ? (
          <Day day={day} staff={who.staff} />
        ) : (
          <Month
            month={day}
            onDay={(wanted) => {
              setDay(wanted);
              setSpan("day");
            }}
          />
        )}
      </Suspense>
      <p className="dim small">{t("help")}</p>
    </div>
  );
}
