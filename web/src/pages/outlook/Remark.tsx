import { numberText } from "../../format/numbers";
import { useWords, type Key } from "../../i18n/words";
import { remarks, type Remark as Said } from "./ahead";

/** How far the figures can be trusted. */
export function Remark({ remark }: { remark: Said | null | undefined }) {
  const t = useWords("outlook");
  if (!remark) return null;
  const known = remarks.includes(remark.code);
  const text = known ? t(`remark.${remark.code}` as Key<"outlook">, { have: numberText(remark.have), need: numberText(remark.need) }) : remark.text;
  return <p className="dim small">{text}</p>;
}
