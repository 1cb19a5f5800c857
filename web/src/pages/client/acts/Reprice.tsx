import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { useMoney } from "../../../format/money";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { MoneyField } from "../../../parts/MoneyField";
import { useCredited } from "../../../parts/useCredited";
import { refOf } from "../live";
import { standing, type ActProps, useTitleOf } from "./act";

/** Another price after the sale: for all that was delivered of it and still may be. */
export function Reprice({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const money = useMoney();
  const credited = useCredited();
  const deed = useDeed();
  const [price, setPrice] = useState<number | undefined>(contract.live_value);
  const fits = price !== undefined && price !== contract.live_value;
  return (
    <ActSheet
      title={titleOf(t("reprice.title"))}
      operation={fits ? { op: "reprice", contract: refOf(contract), price } : undefined}
      effect={(result) => [
        { label: t("reprice.was"), value: money(contract.live_value) },
        { label: t("words:paid"), value: money(standing(result, contract).paid) },
        { label: t("words:due"), value: money(standing(result, contract).due), strong: true },
        ...credited(result),
      ]}
      verb={t("reprice.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <MoneyField label={t("reprice.price")} description={t("reprice.help")} value={price} onChange={setPrice} required data-autofocus size="md" />
    </ActSheet>
  );
}
