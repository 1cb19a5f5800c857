import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { useMoney } from "../../../format/money";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { within } from "../../../parts/SessionsField";
import { useCredited } from "../../../parts/useCredited";
import { refOf } from "../live";
import { standing, usedOf, type ActProps, useTitleOf } from "./act";
import { SomeFields } from "./Portion";

/** Sessions or goods that were delivered come back: they are free again, and whoever was credited for them is not any more. */
export function Return({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const money = useMoney();
  const credited = useCredited();
  const deed = useDeed();
  const used = usedOf(contract);
  const [chosen, setChosen] = useState({ service: used[0]?.service ?? "", sessions: 1 as number | undefined });
  const { service, sessions } = chosen;
  const one = used.find((row) => row.service === service);
  const fits = one !== undefined && within(sessions, one.left);
  return (
    <ActSheet
      title={titleOf(t("return.title"))}
      operation={fits ? { op: "return", contract: refOf(contract), [one.kind]: service, sessions } : undefined}
      effect={(result) => [
        ...(one && within(sessions, one.left) ? [{ label: t("return.free"), value: t(one.kind === "product" ? "return.goods" : "words:session", { count: sessions }) }] : []),
        ...credited(result),
        { label: t("words:paid"), value: money(standing(result, contract).paid) },
        { label: t("words:due"), value: money(standing(result, contract).due), strong: true },
      ]}
      verb={t("return.do")}
      danger
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <p className="dim">{t("return.help")}</p>
      {contract.offer && (
        <SomeFields portion={{ services: used, ...chosen, left: one?.left ?? 0, set: (part) => setChosen((now) => ({ ...now, ...part })) }} />
      )}
    </ActSheet>
  );
}
