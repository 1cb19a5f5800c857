// The visit that is being put together: what is typed outlives a reload, and what is tapped on a card is added once.
import { useEffect, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useDeed } from "../../api/deed";
import { draftOf, forgetDraft, keepDraft } from "../../api/drafts";
import { emptyVisit, newLine, type Line, type Visit } from "./visit";

/** What was asked for by tapping a card: a session of the contract of this ref, or of this number where it has none. */
function asked(search: string): Line[] {
  const words = new URLSearchParams(search);
  const service = words.get("redeem"), sell = words.get("sell"), number = words.get("number");
  const contract = words.get("contract") ?? (number ? Number(number) : undefined);
  if (sell) return [newLine("sell", sell)];
  return service ? [newLine("redeem", service, contract === undefined ? {} : { contract })] : [];
}

/** The visit as it was left, and what was tapped since. */
export function useVisit(name: string) {
  const search = useSearch();
  const [place, goTo] = useLocation();
  const [kept] = useState(() => draftOf<Visit>(name));
  const deed = useDeed(kept?.key);
  const [visit, setVisit] = useState<Visit>(() => {
    const before = kept?.content ?? emptyVisit;
    const more = asked(search).filter((line) => !before.lines.some((one) => one.kind === line.kind && one.what === line.what && one.contract === line.contract));
    return { ...before, lines: [...before.lines, ...more] };
  });
  useEffect(() => {
    if (deed.state === "done") forgetDraft(deed.key);
    else if (visit.lines.length + visit.payments.length > 0 || visit.note) keepDraft(name, deed.key, visit);
    else forgetDraft(deed.key);
  }, [name, visit, deed.key, deed.state]);
  // Now it is in the draft; what is done must not be asked for once more by reading the page again.
  useEffect(() => {
    if (search) goTo(place, { replace: true });
  }, [search, place, goTo]);
  const change = (part: Partial<Visit>) => {
    deed.clear();
    setVisit((now) => ({ ...now, ...part }));
  };
  return { visit, change, deed };
}
