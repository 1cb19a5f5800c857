// My day and month, and for every figure how it came about.
import { SegmentedControl } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { reportQuery, settingsQuery } from "../../api/queries";
import { useWho } from "../../app/who";
import { addDays, addMonths, dayText, monthEnd, monthStart } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useWords } from "../../i18n/words";
import { DayChooser } from "../../parts/DayChooser";
import { Explanation } from "../../parts/Explanation";
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
