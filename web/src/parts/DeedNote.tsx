import type { Deed } from "../api/deed";
import { ProblemNote } from "./Failure";
import { useWords } from "../i18n/words";

/** Why a deed was refused, or that it is not known yet whether it was done. */
export function DeedNote({ deed }: { deed: Deed }) {
  const t = useWords("problems");
  if (deed.state === "unknown")
    return (
      <div className="asking" role="alert">
        <strong>{t("asking")}</strong>
        <span>{t("askingHelp")}</span>
      </div>
    );
  return deed.problem && deed.state === "ready" ? <ProblemNote problem={deed.problem} /> : null;
}
