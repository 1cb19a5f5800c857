// What the first page shows is there before anything is drawn, so that it is drawn once. All of it is asked for at the same time, most
// of it before this program was read (first.js). What fails here is said by the page that needs it.
import { base } from "../api/client";
import { alertsQuery } from "../api/counsel";
import { forgetFirst } from "../api/first";
import { catalogQuery, queries, reportQuery, sessionQuery, settingsQuery } from "../api/queries";
import { startWords } from "../i18n";
import { pageAt } from "./access";

function reads(place: string): Promise<unknown>[] {
  if (place === "/card" || place === "/setup") return [];
  const today = place === "/" ? [queries.prefetchQuery(reportQuery("day")), queries.prefetchQuery(alertsQuery())] : [];
  return [queries.prefetchQuery(sessionQuery), queries.prefetchQuery(settingsQuery), queries.prefetchQuery(catalogQuery), ...today];
}

export async function ready(): Promise<void> {
  const place = location.pathname.slice(base.length) || "/";
  await Promise.allSettled([startWords(), pageAt(place)?.load?.(), ...reads(place)]);
  forgetFirst();
}
