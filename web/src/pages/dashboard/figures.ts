// The figures of the dashboard, month by month, from the reports that the accountant reads.
import { useSuspenseQueries } from "@tanstack/react-query";
import { reportQuery } from "../../api/queries";
import { addDays, addMonths, monthEnd, monthStart } from "../../format/dates";

export const streams = ["visit", "goods", "package", "combo", "membership", "credit", "legacy"] as const;
export type Stream = (typeof streams)[number];
export type StreamFigure = "cash" | "revenue" | "sold";

interface StructureRow {
  month: string;
  stream: Stream;
  sold: number;
  cash: number;
  revenue: number;
}

interface RollforwardRow {
  period: string;
  liability: number;
  receivable: number;
}

export interface Shaken {
  stream: Stream | "all";
  cash: number | null;
  revenue: number | null;
}

interface Structure {
  rows: StructureRow[];
  totals: Record<StreamFigure, number>;
  package_share?: Record<StreamFigure, number | null>;
  committed_share?: Record<StreamFigure, number | null>;
  volatility?: Shaken[];
}

interface Performance {
  rows: { month: string; amount: number }[];
  totals: { amount: number; team: number; house: number };
}

const monthsTo = (today: string, count: number) =>
  Array.from({ length: count }, (_, index) => addMonths(monthStart(today), index - count + 1).slice(0, 7));

const sumBy = <T,>(rows: readonly T[], months: readonly string[], month: (row: T) => string, value: (row: T) => number) => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(month(row), (sums.get(month(row)) ?? 0) + value(row));
  return months.map((one) => sums.get(one) ?? 0);
};

/** The same days of the month before: from its first day to the same day of the month. */
function sameDaysBefore(today: string) {
  const first = addMonths(monthStart(today), -1);
  const day = addDays(first, Number(today.slice(8)) - 1);
  return { from: first, to: day > monthEnd(first) ? monthEnd(first) : day };
}

export function useFigures(today: string, count: number, branch: string | undefined) {
  const months = monthsTo(today, count);
  const from = `${months[0]}-01`;
  const now = { from: monthStart(today), to: today };
  const before = sameDaysBefore(today);
  const lastWhole = addDays(monthStart(today), -1);
  const asked = useSuspenseQueries({
    queries: [
      reportQuery("structure", { from, to: today, branch }),
      reportQuery("performance", { from, to: today, by: "month", branch }),
      reportQuery("rollforward", { from, to: today, by: "month", branch }),
      reportQuery("structure", { ...now, branch }),
      reportQuery("structure", { ...before, branch }),
      reportQuery("performance", { ...now, by: "month", branch }),
      reportQuery("performance", { ...before, by: "month", branch }),
      reportQuery("day", { as_of: today, branch }),
      // A month that has not ended would look like a bad one.
      reportQuery("structure", { from: addMonths(from, -1), to: lastWhole, branch }),
    ],
  }).map(({ data }) => data as unknown);
  const [structure, performance, rollforward, nowStructure, beforeStructure, nowPerformance, beforePerformance, day, whole] = asked as [
    Structure, Performance, { rows: RollforwardRow[] }, Structure, Structure, Performance, Performance, { totals: { due: number } }, Structure,
  ];
  const ofStream = (stream: Stream, figure: StreamFigure) =>
    sumBy(structure.rows.filter((row) => row.stream === stream), months, (row) => row.month, (row) => row[figure]);
  return {
    months,
    from,
    now,
    before,
    structure,
    volatility: whole.volatility ?? [],
    cash: sumBy(structure.rows, months, (row) => row.month, (row) => row.cash),
    revenue: sumBy(structure.rows, months, (row) => row.month, (row) => row.revenue),
    performance: sumBy(performance.rows, months, (row) => row.month, (row) => row.amount),
    liability: sumBy(rollforward.rows, months, (row) => row.period, (row) => row.liability),
    ofStream,
    present: streams.filter((stream) => structure.rows.some((row) => row.stream === stream)),
    tiles: {
      cash: [nowStructure.totals.cash, beforeStructure.totals.cash] as const,
      revenue: [nowStructure.totals.revenue, beforeStructure.totals.revenue] as const,
      performance: [nowPerformance.totals.amount, beforePerformance.totals.amount] as const,
      due: day.totals.due,
    },
  };
}

export type Figures = ReturnType<typeof useFigures>;
