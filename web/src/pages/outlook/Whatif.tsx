// A slow season and another mix, played out with the book's own months, as the sliders move.
import { Slider } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { reportQuery } from "../../api/queries";
import { useMoney } from "../../format/money";
import { numberText, percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { DataTable } from "../../parts/DataTable";
import { ProblemNote } from "../../parts/Failure";
import { MoneyField } from "../../parts/MoneyField";
import { Waiting } from "../../parts/Waiting";
import style from "./Outlook.module.css";
import { mixText, moved, seasons, toneOf, type Band, type Mix, type Season, type Whatif as Made } from "./ahead";
import { BandText, MonthLines } from "./Bands";
import { Remark } from "./Remark";

interface Asked {
  fewer: number;
  slow: number;
  /** undefined: as the server proposes. */
  mix: Mix | undefined;
  costs: number;
}

interface DialProps {
  label: string;
  value: number;
  text: string;
  max: number;
  onChange: (value: number) => void;
}

function Dial({ label, value, text, max, onChange }: DialProps) {
  return (
    <div className={style.slider}>
      <span>
        {label} <strong>{text}</strong>
      </span>
      <Slider thumbLabel={label} label={null} size="lg" thumbSize={24} thumbProps={{ "aria-valuetext": text } as never} min={0} max={max} value={value} onChange={onChange} />
    </div>
  );
}

function Dials({ asked, made, set }: { asked: Asked; made: Made | undefined; set: (part: Partial<Asked>) => void }) {
  const t = useWords("outlook");
  const mix = asked.mix ?? made?.mix_other;
  return (
    <div className={style.two}>
      <div className="page">
        <h3>{t("slowSeason")}</h3>
        <Dial label={t("fewer")} value={asked.fewer} text={percentText(asked.fewer, 0)} max={100} onChange={(fewer) => set({ fewer })} />
        <Dial label={t("slowFor")} value={asked.slow} text={t("monthCount", { count: asked.slow })} max={12} onChange={(slow) => set({ slow })} />
        <MoneyField label={t("costs")} description={t("costsHelp")} value={asked.costs} onChange={(costs) => set({ costs: costs ?? 0 })} />
      </div>
      <div className="page">
        <h3>{t("otherMix")}</h3>
        {mix &&
          (["single", "package", "plan"] as const).map((name) => (
            <Dial key={name} label={t(`begin.${name}`)} value={Math.round(mix[name])} text={percentText(mix[name], 0)} max={100} onChange={(to) => set({ mix: moved(mix, name, to) })} />
          ))}
        {made && (
          <p className="dim small">
            {t("mixToday", {
              single: percentText(made.mix_today.single, 0),
              package: percentText(made.mix_today.package, 0),
              plan: percentText(made.mix_today.plan, 0),
            })}
          </p>
        )}
      </div>
    </div>
  );
}

function Outcome({ made }: { made: Made }) {
  const t = useWords("outlook");
  const money = useMoney();
  const band = (one: Band) => <BandText band={one} text={(units) => money(units, true)} />;
  return (
    <DataTable
      label={t("whatif")}
      columns={[
        { key: "season", title: t("season"), wide: true },
        { key: "new", title: t("newClients"), number: true },
        { key: "cash", title: t("cash"), number: true },
        { key: "profit", title: t("profit"), number: true },
        { key: "worst", title: t("worstMonth"), number: true },
        { key: "short", title: t("shortMonths"), number: true },
      ]}
      rows={made.rows.map((row) => ({
        key: row.season,
        cells: [t(`seasons.${row.season}`), numberText(row.new_clients.likely), band(row.cash), band(row.profit), band(row.worst_month), numberText(row.short_months)],
      }))}
    />
  );
}

function Course({ made }: { made: Made }) {
  const t = useWords("outlook");
  const months = [...new Set(made.months.map(({ month }) => month))];
  const of = (season: Season) => made.months.filter((row) => row.season === season);
  const there = seasons.filter((season) => of(season).length > 0);
  const shaded = there.includes("slow_mix") ? "slow_mix" : there[0];
  return (
    <MonthLines
      title={t("cashByMonth")}
      months={months}
      series={there.map((season) => ({ key: season, label: t(`seasons.${season}`), tone: toneOf[season], values: of(season).map(({ cash }) => cash.likely) }))}
      bands={shaded ? [{ tone: toneOf[shaded], low: of(shaded).map(({ cash }) => cash.low), high: of(shaded).map(({ cash }) => cash.high) }] : []}
    />
  );
}

export function Whatif({ branch }: { branch: string | undefined }) {
  const t = useWords("outlook");
  const [asked, setAsked] = useState<Asked>({ fewer: 30, slow: 3, mix: undefined, costs: 0 });
  const [settled] = useDebouncedValue(asked, 250);
  const query = { branch, fewer: String(settled.fewer), slow: String(settled.slow), costs: String(settled.costs), mix: settled.mix && mixText(settled.mix) };
  const { data, error, isFetching } = useQuery({ ...reportQuery("whatif", query), placeholderData: keepPreviousData });
  const made = data as unknown as Made | undefined;
  return (
    <section className="sheet">
      <h2>{t("whatif")}</h2>
      <p className="dim">{t("whatifHelp")}</p>
      <Dials {...{ asked, made }} set={(part) => setAsked((now) => ({ ...now, ...part }))} />
      {error && <ProblemNote problem={error} />}
      {!made && !error && <Waiting />}
      {made && made.rows.length > 0 && (
        <div className={`page ${isFetching || settled !== asked ? style.fading : ""}`} aria-busy={isFetching}>
          <Course made={made} />
          <Outcome made={made} />
        </div>
      )}
      <Remark remark={made?.basis} />
    </section>
  );
}
