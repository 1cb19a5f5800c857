import type { Past } from "../api/types";
import { useMoney } from "../format/money";
import { useNames } from "../format/names";
import { useDeedText } from "./useDeedText";

/** What an entry did, for the client's eyes: what stands of it, and not where their credit went besides. */
export function Deeds({ past }: { past: Past }) {
  const names = useNames();
  const money = useMoney();
  const text = useDeedText({ ...names, money });
  return (
    <ul className="plain">
      {past.did
        .filter((did) => did.stands && did.deed !== "spent")
        .map((did, index) => (
          <li key={index} dir="auto">
            {text(did)}
          </li>
        ))}
    </ul>
  );
}
