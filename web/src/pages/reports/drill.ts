// Where a row leads: to the rows it is made of, and in the end to the entries and clients themselves.
import { clientPlace } from "../../app/places";
import { monthEnd } from "../../format/dates";
import type { Row } from "./rows";

const text = (row: Row, name: string) => (typeof row[name] === "string" ? (row[name] as string) : undefined);

function place(name: string, query: Record<string, string | undefined>): string {
  const words = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) words.set(key, value);
  return `/reports/${name}?${words}`;
}

const month = (value: string) => ({ from: `${value}-01`, to: monthEnd(`${value}-01`) });

/** What was chosen already goes along, so that the finer rows add up to the row. */
function filters(row: Row, asked: URLSearchParams) {
  const of = (name: string) => text(row, name) ?? asked.get(name) ?? undefined;
  return { branch: of("branch"), staff: of("staff"), service: of("service"), stream: of("stream"), basis: asked.get("basis") ?? undefined };
}

function takings(row: Row, asked: URLSearchParams): string | undefined {
  const { branch, stream } = filters(row, asked);
  const date = text(row, "date");
  if (date) return place("entries", { date, method: text(row, "method"), branch });
  const of = text(row, "month");
  if (of) return place("takings", { ...month(of), by: "day,method", branch, stream });
  return undefined;
}

function performance(row: Row, asked: URLSearchParams): string | undefined {
  const date = text(row, "date");
  const { staff, branch } = filters(row, asked);
  if (date) return place("entries", { date, staff, branch });
  const of = text(row, "month");
  const days = of ? month(of) : { from: asked.get("from") ?? undefined, to: asked.get("to") ?? undefined };
  return place("performance", { ...filters(row, asked), ...days, by: "day,staff" });
}

export function hrefOf(report: string, row: Row, asked: URLSearchParams): string | undefined {
  const client = text(row, "client");
  const { branch, stream } = filters(row, asked);
  switch (report) {
    case "takings":
      return takings(row, asked);
    case "performance":
      return performance(row, asked);
    case "structure": {
      const of = text(row, "month");
      return of ? place("takings", { ...month(of), by: "day,method", branch, stream }) : undefined;
    }
    case "rollforward": {
      const period = text(row, "period");
      return period?.length === 7 ? place("contracts", { as_of: monthEnd(`${period}-01`), branch, stream }) : undefined;
    }
    case "pending": {
      const service = text(row, "service");
      return service && !("expires" in row) ? place("pending", { service, by: "service,expiry", as_of: asked.get("as_of") ?? undefined, branch }) : undefined;
    }
    case "memberships": {
      const of = text(row, "month");
      return of ? place("memberships", { as_of: monthEnd(`${of}-01`), branch }) : client && clientPlace(client);
    }
    case "contracts":
    case "carryover":
      return client && clientPlace(client);
    default:
      return undefined;
  }
}
