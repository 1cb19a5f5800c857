// Closing a period, the list that goes over into the next one, and opening it again.
import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useDeed, useDone } from "../../api/deed";
import { reportQuery, settingsQuery } from "../../api/queries";
import { useWho } from "../../app/who";
import { addDays, addMonths, dayText, monthEnd, monthStart } from "../../format/dates";
import { useMoney } from "../../format/money";
import { numberText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { DayField } from "../../parts/DayField";
import { DeedNote } from "../../parts/DeedNote";
import { ProblemNote } from "../../parts/Failure";
import { Tile, Tiles } from "../../parts/Tile";
import { say } from "../../parts/toast";
import style from "./House.module.css";

/** The end of the month after what is closed, or of last month; none while that month is not over. */
function nextEnd(closedTo: string | null, today: string): string {
  const end = closedTo ? monthEnd(addMonths(monthStart(addDays(closedTo, 1)), 0)) : addDays(monthStart(today), -1);
  return end < today ? end : "";
}

interface CarryOver {
  totals: { sessions: number; value_left: number; liability: number; receivable: number; due: number };
  rows: unknown[];
}

function CarriedOver({ day }: { day: string }) {
  const t = useWords("house");
  const money = useMoney();
  const { data, error } = useQuery(reportQuery("carryover", { as_of: day }));
  if (error) return <ProblemNote problem={error} />;
  if (!data) return null;
  const { totals, rows } = data as unknown as CarryOver;
  return (
    <>
      <Tiles>
        <Tile label={t("carried.contracts")} value={numberText(rows.length)} />
        <Tile label={t("carried.sessions")} value={numberText(totals.sessions)} />
        <Tile label={t("carried.value")} value={money(totals.value_left)} />
        <Tile label={t("carried.liability")} value={money(totals.liability)} />
        <Tile label={t("carried.receivable")} value={money(totals.receivable)} />
        <Tile label={t("words:due")} value={money(totals.due)} />
      </Tiles>
      <p className="unprinted">
        <Link className="link" href={`/reports/carryover?as_of=${day}`}>{t("carryOverList")}</Link>
      </p>
    </>
  );
}

function Close({ closedTo, today }: { closedTo: string | null; today: string }) {
  const t = useWords("house");
  const deed = useDeed();
  const [day, setDay] = useState(() => nextEnd(closedTo, today));
  const [sure, setSure] = useState(false);
  useDone(deed, () => {
    say({ tone: "good", text: t("closedNow", { date: dayText(day) }) });
    deed.renew();
    setSure(false);
    setDay(nextEnd(day, today));
  });
  return (
    <section className="sheet">
      <h2>{t("close")}</h2>
      <p className="dim">{t("closeHelp")}</p>
      <div className={style.form}>
        <DayField
          label={t("closeTo")}
          value={day}
          disabled={deed.state !== "ready"}
          min={closedTo ? addDays(closedTo, 1) : undefined}
          max={today}
          onChange={(event) => {
            deed.clear();
            setSure(false);
            setDay(event.currentTarget.value);
          }}
        />
        {sure && day && <CarriedOver day={day} />}
        <DeedNote deed={deed} />
        <div className="actions">
          {sure ? (
            <Button loading={deed.state === "sending"} disabled={deed.state !== "ready" || !day} onClick={() => void deed.act({ op: "close", date: day })}>
              {t("closeReally", { date: dayText(day) })}
            </Button>
          ) : (
            <Button variant="default" disabled={!day} onClick={() => setSure(true)}>
              {t("closeLook")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

function Reopen({ closedTo }: { closedTo: string }) {
  const t = useWords("house");
  const deed = useDeed();
  const [sure, setSure] = useState(false);
  useDone(deed, () => {
    say({ tone: "good", text: t("reopened") });
    deed.renew();
    setSure(false);
  });
  return (
    <>
      <DeedNote deed={deed} />
      <div className="actions unprinted">
        {sure ? (
          <>
            <span>{t("reopenAsk", { date: dayText(closedTo) })}</span>
            <Button color="stamp" loading={deed.state === "sending"} disabled={deed.state !== "ready"} onClick={() => void deed.act({ op: "reopen" })}>
              {t("reopenReally")}
            </Button>
            <Button variant="subtle" color="gray" disabled={deed.state !== "ready"} onClick={() => setSure(false)}>
              {t("shell:cancel")}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setSure(true)}>
            {t("reopen")}
          </Button>
        )}
      </div>
    </>
  );
}

export function Periods() {
  const t = useWords("house");
  const { role } = useWho();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const closedTo = settings.closed_to;
  return (
    <>
      <section className="sheet">
        <h2>{t("closedTo")}</h2>
        <p className={style.big}>{closedTo ? dayText(closedTo, "long") : t("nothingClosed")}</p>
        {closedTo && (
          <>
            <h3>{t("carriedOver")}</h3>
            <CarriedOver day={closedTo} />
            {role === "owner" && <Reopen key={closedTo} closedTo={closedTo} />}
          </>
        )}
      </section>
      <Close key={closedTo} closedTo={closedTo} today={settings.today} />
    </>
  );
}
