// How the house does: what came in, what was earned, what is still owed in services, month by month.
import { SegmentedControl, Select } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { settingsQuery } from "../../api/queries";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { Columns } from "../../parts/charts/Columns";
import { Levels, Shares } from "../../parts/charts/Levels";
import { Lines } from "../../parts/charts/Lines";
import { shortMoney } from "../../parts/charts/short";
import { Tile, Tiles } from "../../parts/Tile";
import style from "./Dashboard.module.css";
import { useFigures, type Figures, type StreamFigure } from "./figures";

const spans = ["6", "12", "24"] as const;

/** "+12 % against the same days of last month" */
function useChange() {
  const t = useWords("figures");
  return ([now, before]: readonly [number, number]) => {
    if (before <= 0) return { aside: t("noComparison"), tone: undefined };
    const change = ((now - before) / before) * 100;
    const aside = t("change", { change: `${change > 0 ? "+" : ""}${percentText(change, 0)}` });
    return { aside, tone: change > 0 ? ("good" as const) : change < 0 ? ("bad" as const) : undefined };
  };
}

function Now({ figures, branch }: { figures: Figures; branch: string }) {
  const t = useWords("figures");
  const money = useMoney();
  const change = useChange();
  const { tiles, now, liability } = figures;
  const days = `from=${now.from}&to=${now.to}${branch && `&branch=${branch}`}`;
  return (
    <Tiles>
      <Tile label={t("cash")} value={money(tiles.cash[0])} {...change(tiles.cash)} href={`/reports/takings?${days}&by=day,method`} />
      <Tile label={t("revenue")} value={money(tiles.revenue[0])} {...change(tiles.revenue)} href={`/reports/structure?${days}`} />
      <Tile label={t("performance")} value={money(tiles.performance[0])} {...change(tiles.performance)} href={`/reports/performance?${days}&by=staff`} />
      <Tile label={t("liability")} value={money(liability.at(-1) ?? 0)} aside={t("liabilityHelp")} href="/reports/pending" />
      <Tile label={t("words:due")} value={money(tiles.due)} aside={t("dueHelp")} href="/reports/contracts?owing=yes" />
    </Tiles>
  );
}

function Structure({ figures, labels, ticks, running }: { figures: Figures; labels: string[]; ticks: string[]; running: number }) {
  const t = useWords("figures");
  const money = useMoney();
  const [figure, setFigure] = useState<StreamFigure>("cash");
  const { present, ofStream, structure } = figures;
  const whole = structure.totals[figure];
  const sums = present.map((stream) => ({ stream, sum: ofStream(stream, figure).reduce((a, b) => a + b, 0) }));
  const share = (part: number) => (whole > 0 ? (part / whole) * 100 : 0);
  const packages = structure.package_share?.[figure];
  const committed = structure.committed_share?.[figure];
  return (
    <section className="sheet">
      <div className={style.head}>
        <h2>{t("structure")}</h2>
        <SegmentedControl
          size="sm"
          aria-label={t("structure")}
          value={figure}
          onChange={(value) => setFigure(value as StreamFigure)}
          data={(["cash", "revenue", "sold"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Shares
        rows={sums.map(({ stream, sum }) => ({ key: stream, label: t(`words:stream.${stream}`), tone: stream, size: sum, text: percentText(share(sum)) }))}
      />
      {packages !== null && packages !== undefined && committed !== null && committed !== undefined && (
        <p className="dim">{t("committed", { packages: percentText(packages), committed: percentText(committed) })}</p>
      )}
      <Columns
        title={t("structure")}
        labels={labels}
        ticks={ticks}
        running={running}
        series={present.map((stream) => ({ key: stream, label: t(`words:stream.${stream}`), tone: stream, values: ofStream(stream, figure) }))}
        text={money}
        short={(value) => shortMoney(value, money.coin)}
        sum={t("inAll")}
      />
    </section>
  );
}

function Volatility({ figures }: { figures: Figures }) {
  const t = useWords("figures");
  const rows = figures.volatility;
  const most = Math.max(1, ...rows.map((row) => row.cash ?? 0));
  return (
    <section className="sheet">
      <h2>{t("volatility")}</h2>
      <p className="dim small">{t("volatilityHelp")}</p>
      {rows.length === 0 ? (
        <p className="dim">{t("tooShort")}</p>
      ) : (
        <Levels
          most={most}
          rows={rows
            .filter((row) => row.cash !== null)
            .map(({ stream, cash }) => ({
              key: stream,
              label: stream === "all" ? t("inAll") : t(`words:stream.${stream}`),
              tone: stream === "all" ? "liability" : stream,
              size: cash ?? 0,
              text: percentText(cash ?? 0, 0),
            }))}
        />
      )}
    </section>
  );
}

function Charts({ today, count, branch }: { today: string; count: number; branch: string }) {
  const t = useWords("figures");
  const money = useMoney();
  const figures = useFigures(today, count, branch || undefined);
  const running = figures.months.length - 1;
  const labels = figures.months.map((month, index) => (index === running ? t("soFar", { month: dayText(`${month}-01`, "month") }) : dayText(`${month}-01`, "month")));
  const ticks = figures.months.map((month) => dayText(`${month}-01`, "monthShort"));
  const axis = { labels, ticks, running, text: money, short: (value: number) => shortMoney(value, money.coin) };
  const line = (key: "cash" | "revenue" | "performance") => ({ key, label: t(key), tone: key, values: figures[key] });
  return (
    <>
      <Now figures={figures} branch={branch} />
      <section className="sheet">
        <h2>{t("byMonth")}</h2>
        <Lines title={t("byMonth")} {...axis} series={[line("cash"), line("revenue"), line("performance")]} />
        <p className="dim small">{t("byMonthHelp")}</p>
      </section>
      <Structure {...{ figures, labels, ticks, running }} />
      <div className={style.two}>
        <section className="sheet">
          <h2>{t("liability")}</h2>
          <p className="dim small">{t("liabilityMonths")}</p>
          <Columns title={t("liability")} {...axis} height={190} series={[{ key: "liability", label: t("liability"), tone: "liability", values: figures.liability }]} />
        </section>
        <Volatility figures={figures} />
      </div>
    </>
  );
}

export default function Dashboard() {
  const t = useWords("figures");
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const { catalog } = useNames();
  const [asked, setAsked] = useSearchParams();
  const count = spans.find((span) => span === asked.get("months")) ?? "12";
  const branch = asked.get("branch") ?? "";
  const set = (name: string, value: string) =>
    setAsked((now) => {
      if (value) now.set(name, value);
      else now.delete(name);
      return now;
    }, { replace: true });
  return (
    <div className="page">
      <div className="top">
        <div>
          <h1>{t("title")}</h1>
          <p className="dim">{t("until", { date: dayText(settings.today, "long") })}</p>
        </div>
        <div className={`${style.controls} unprinted`}>
          {catalog.branches.length > 1 && (
            <Select
              aria-label={t("filter.branch")}
              value={branch}
              onChange={(value) => set("branch", value ?? "")}
              data={[{ value: "", label: t("everyBranch") }, ...catalog.branches.map((one) => ({ value: one.code, label: one.name || one.code }))]}
              allowDeselect={false}
            />
          )}
          <SegmentedControl
            aria-label={t("span")}
            value={count}
            onChange={(value) => set("months", value)}
            data={spans.map((value) => ({ value, label: t("months", { count: Number(value) }) }))}
          />
        </div>
      </div>
      <Charts today={settings.today} count={Number(count)} branch={branch} />
      <p className="unprinted">
        <Link className="link" href="/outlook">
          {t("toOutlook")}
        </Link>
      </p>
    </div>
  );
}
