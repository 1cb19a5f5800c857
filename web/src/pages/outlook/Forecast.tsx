// What is likely to come, month by month, and how right such a forecast would have been.
import { useSuspenseQuery } from "@tanstack/react-query";
import { reportQuery } from "../../api/queries";
import { dayText, monthEnd } from "../../format/dates";
import { useMoney } from "../../format/money";
import { numberText, percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { DataTable } from "../../parts/DataTable";
import type { Band, Forecast as Made } from "./ahead";
import { BandText, MonthLines } from "./Bands";
import { Remark } from "./Remark";

const sums = (bands: readonly Band[]) => ({
  likely: bands.reduce((sum, band) => sum + band.likely, 0),
  low: bands.reduce((sum, band) => sum + band.low, 0),
  high: bands.reduce((sum, band) => sum + band.high, 0),
});

/** A month that has begun is not all ahead. */
const begun = ({ as_of: day }: Made) => day !== undefined && day !== monthEnd(day);

/** The months in words: of one that has begun, the rest. */
function useMonths(made: Made): string[] {
  const t = useWords("figures");
  return made.rows.map(({ month }, index) => {
    const text = dayText(`${month}-01`, "month");
    return index === 0 && begun(made) ? t("restOf", { month: text }) : text;
  });
}

const inAll = (row: Made["rows"][number]) => sums([row.revenue, row.fees, row.breakage, row.hoped]);

function Months({ made }: { made: Made }) {
  const t = useWords("outlook");
  const figures = useWords("figures");
  const money = useMoney();
  const band = (one: Band) => <BandText band={one} text={(units) => money(units, true)} />;
  return (
    <DataTable
      label={t("forecast")}
      columns={[
        { key: "month", title: t("month"), tight: true },
        { key: "all", title: t("likely"), number: true },
        { key: "committed", title: t("committed"), number: true },
        { key: "sessions", title: t("sessions"), number: true },
        { key: "revenue", title: t("revenue"), number: true },
        { key: "fees", title: t("fees"), number: true },
        { key: "breakage", title: t("breakage"), number: true },
        { key: "hoped", title: t("hoped"), number: true },
      ]}
      rows={made.rows.map((row, index) => ({
        key: row.month,
        cells: [
          <>
            {dayText(`${row.month}-01`, "month")}
            {index === 0 && begun(made) && (
              <>
                <br />
                <span className="dim small">{figures("rest")}</span>
              </>
            )}
          </>,
          band(inAll(row)), money(row.committed, true),
          <BandText band={row.sessions} text={numberText} />,
          band(row.revenue), band(row.fees), band(row.breakage), band(row.hoped),
        ],
      }))}
    />
  );
}

function Checked({ made }: { made: Made }) {
  const t = useWords("outlook");
  const rows = made.checked.filter(({ checked }) => checked > 0);
  if (rows.length === 0) return null;
  return (
    <DataTable
      label={t("checked")}
      columns={[
        { key: "what", title: t("checked") },
        { key: "checked", title: t("checkedTimes"), number: true },
        { key: "held", title: t("held"), number: true },
        { key: "off", title: t("offBy"), number: true },
      ]}
      rows={rows.map(({ what, checked, held, off }) => ({
        key: what,
        cells: [t(what), numberText(checked), held === null ? "–" : percentText(held), off === null ? "–" : percentText(off)],
      }))}
    />
  );
}

export function Forecast({ branch }: { branch: string | undefined }) {
  const t = useWords("outlook");
  const made = useSuspenseQuery(reportQuery("forecast", { months: "12", branch })).data as unknown as Made;
  const months = useMonths(made);
  if (made.rows.length === 0)
    return (
      <section className="sheet">
        <h2>{t("forecast")}</h2>
        <Remark remark={made.basis} />
      </section>
    );
  const all = made.rows.map(inAll);
  return (
    <section className="sheet">
      <h2>{t("forecast")}</h2>
      <p className="dim">{t("forecastHelp", { band: percentText(made.band, 0) })}</p>
      <MonthLines
        title={t("forecast")}
        months={made.rows.map(({ month }) => month)}
        labels={months}
        running={begun(made) ? 0 : undefined}
        tabled={false}
        series={[
          { key: "all", label: t("likely"), tone: "package", values: all.map(({ likely }) => likely) },
          { key: "committed", label: t("committed"), tone: "revenue", values: made.rows.map(({ committed }) => committed) },
        ]}
        bands={[{ tone: "package", low: all.map(({ low }) => low), high: all.map(({ high }) => high) }]}
      />
      <Months made={made} />
      <Remark remark={made.basis} />
      <Checked made={made} />
    </section>
  );
}
