import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { useMoney } from "../../../format/money";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { MoneyField } from "../../../parts/MoneyField";
import { refOf } from "../live";
import { standing, type ActProps, useTitleOf } from "./act";

/** What was used and will not be paid is given up. */
export function WriteOff({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const money = useMoney();
  const deed = useDeed();
  const [amount, setAmount] = useState<number | undefined>(contract.receivable);
  const [note, setNote] = useState("");
  return (
    <ActSheet
      title={titleOf(t("write_off.title"))}
      operation={amount ? { op: "write_off", contract: refOf(contract), amount, ...(note.trim() && { note: note.trim() }) } : undefined}
      effect={(result) => [
        { label: t("write_off.open"), value: money(contract.receivable) },
        { label: t("write_off.given"), value: money(amount ?? 0), strong: true },
        { label: t("words:due"), value: money(standing(result, contract).due) },
      ]}
      verb={t("write_off.do")}
      danger
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <MoneyField label={t("words:amount")} value={amount} onChange={setAmount} required data-autofocus size="md" />
      <TextInput label={t("words:note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={500} size="md" />
    </ActSheet>
  );
}
