// What is ahead is never one figure: how it stands in a table, and month by month in a chart.
import type { ComponentProps } from "react";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { Lines } from "../../parts/charts/Lines";
import { shortMoney } from "../../parts/charts/short";
import type { Band } from "./ahead";

export function BandText({ band, text }: { band: Band; text: (value: number) => string }) {
  return (
    <>
      {text(band.likely)}
      <br />
      <span className="dim small">
        {text(band.low)}–{text(band.high)}
      </span>
    </>
  );
}

type LinesProps = ComponentProps<typeof Lines>;

interface Props extends Omit<LinesProps, "labels" | "ticks" | "text" | "short"> {
  /** YYYY-MM */
  months: readonly string[];
  /** How they are called, unless by their names. */
  labels?: LinesProps["labels"];
}

/** Amounts by month. */
export function MonthLines({ months, labels, ...chart }: Props) {
  const money = useMoney();
  const called = (style: "month" | "monthShort") => months.map((month) => dayText(`${month}-01`, style));
  return <Lines {...chart} labels={labels ?? called("month")} ticks={called("monthShort")} text={money} short={(value) => shortMoney(value, money.coin)} />;
}
