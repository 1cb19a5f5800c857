// One report: its filters, its rows, its totals, and the same as a file.
import { Button } from "@mantine/core";
import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { ArrowLeft, Download, Printer } from "lucide-react";
import { Link, useSearchParams } from "wouter";
import { address } from "../../api/client";
import { reportQuery, settingsQuery } from "../../api/queries";
import { dayText, monthStart } from "../../format/dates";
import { useWords, type Key } from "../../i18n/words";
import { everybodyNamed } from "../../parts/ClientName";
import { ProblemNote } from "../../parts/Failure";
import { LongTable } from "../../parts/LongTable";
import { Waiting } from "../../parts/Waiting";
import { columnsOf, isNumber, readingOf, type Reading } from "./columns";
import { hrefOf } from "./drill";
import { Filters } from "./Filters";
import type { Kind } from "./kinds";
import style from "./Reports.module.css";
import { flat, rowsOf, type Row } from "./rows";
import { useCells } from "./useCells";

interface Made {
  rows: Row[];
  totals?: Row;
  from?: string;
  to?: string;
  as_of?: string;
}

/** Of one short word, or a day. */
const tight = new Set<Reading>(["date", "month", "status", "stream"]);

/** Without a choice of days: this month. */
function useAsked(kind: Kind) {
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const [asked, setAsked] = useSearchParams();
  const usual: Record<string, string> = { from: monthStart(settings.today), to: settings.today };
  const value = (name: string) => asked.get(name) ?? usual[name] ?? "";
  const set = (name: string, next: string) =>
    setAsked((now) => {
      now.set(name, next);
      return now;
    }, { replace: true });
  const names = [...kind.filters, ...(kind.by ? ["by"] : [])];
  const query = Object.fromEntries(names.map((name) => [name, value(name) || undefined]));
  // The carry-over list has its own day: that of the last close.
  return { asked, value, set, query };
}

function useTitleOf() {
  const t = useWords("figures");
  return (name: string) => t(`column.${name.replace("sessions.", "sessions_")}` as Key<"figures">);
}

function Table({ kind, made, asked }: { kind: Kind; made: Made; asked: URLSearchParams }) {
  const t = useWords("figures");
  const titleOf = useTitleOf();
  const cell = useCells(kind.name);
  const all = rowsOf(kind.name, made.rows);
  const rows = asked.get("owing") ? all.filter((row) => Number(row.due) > 0) : all;
  if (rows.length === 0) return <p className="dim">{t("nothing")}</p>;
  const names = columnsOf(kind.name, rows);
  const totals = made.totals && flat(made.totals);
  const foot = totals && names.some((name) => name in totals)
    ? names.map((name, index) => (name in totals ? cell(name, totals[name]) : index === 0 ? t("total") : ""))
    : undefined;
  return (
    <LongTable
      label={t(`report.${kind.name}.title`)}
      columns={names.map((name) => {
        const reading = readingOf(kind.name, name);
        return { key: name, title: titleOf(name), number: isNumber(reading), wide: reading === "sentence", tight: tight.has(reading) };
      })}
      of={rows}
      row={(row, index) => ({ key: index, cells: names.map((name) => cell(name, row[name], row)), href: hrefOf(kind.name, row, asked) })}
      foot={asked.get("owing") ? undefined : foot}
    />
  );
}

/** Totals that are no column: received, paid back, the house's share. */
function Facts({ kind, made }: { kind: Kind; made: Made }) {
  const titleOf = useTitleOf();
  const cell = useCells(kind.name);
  const names = columnsOf(kind.name, rowsOf(kind.name, made.rows));
  const others = Object.entries(flat(made.totals ?? {})).filter(([name, value]) => !names.includes(name) && typeof value === "number");
  if (others.length === 0) return null;
  return (
    <dl className={style.facts}>
      {others.map(([name, value]) => (
        <div key={name}>
          <dt>{titleOf(name)}</dt>
          <dd className="num">{cell(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Report({ kind }: { kind: Kind }) {
  const t = useWords("figures");
  const { asked, value, set, query } = useAsked(kind);
  const ready = !kind.needs || value(kind.needs) !== "";
  const { data, error, isPending } = useQuery({ ...reportQuery(kind.name, query), enabled: ready, placeholderData: keepPreviousData });
  const made = data as unknown as Made | undefined;
  const days = made && [made.from && dayText(made.from), made.to && dayText(made.to)].filter(Boolean).join(" – ");
  return (
    <div className="page">
      <Link href="/reports" className={`${style.back} unprinted`}>
        <ArrowLeft size={16} aria-hidden /> {t("reports")}
      </Link>
      <div className="top">
        <div>
          <h1>{t(`report.${kind.name}.title`)}</h1>
          <p className="dim">{made?.as_of ? t("asOf", { date: dayText(made.as_of) }) : days || t(`report.${kind.name}.help`)}</p>
        </div>
        <div className="actions unprinted">
          <Button variant="default" leftSection={<Printer size={16} aria-hidden />} onClick={() => void everybodyNamed().then(() => print())}>
            {t("shell:print")}
          </Button>
          {ready && (
            <Button
              component="a"
              variant="default"
              href={address("/reports/{name}", { path: { name: kind.name }, query: { ...query, format: "csv" } })}
              download={`${kind.name}.csv`}
              leftSection={<Download size={16} aria-hidden />}
            >
              CSV
            </Button>
          )}
        </div>
      </div>
      <Filters {...{ kind, value, set }} />
      {!ready ? (
        <p className="dim">{t("chooseClient")}</p>
      ) : error ? (
        <ProblemNote problem={error} />
      ) : isPending || !made ? (
        <Waiting />
      ) : (
        <>
          <Facts {...{ kind, made }} />
          <Table key={asked.toString()} {...{ kind, made, asked }} />
        </>
      )}
    </div>
  );
}
