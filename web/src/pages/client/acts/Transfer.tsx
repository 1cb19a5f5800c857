import { useState } from "react";
import { useDeed } from "../../../api/deed";
import type { Operation } from "../../../api/types";
import { useMoney } from "../../../format/money";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { ClientPicker } from "../../../parts/ClientPicker";
import { refOf } from "../live";
import { useTitleOf, type ActProps } from "./act";
import { PortionFields, usePortion } from "./Portion";

/** The whole of it, or some sessions, to another client. */
export function Transfer({ contract, client, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const money = useMoney();
  const deed = useDeed();
  const portion = usePortion(contract);
  const [to, setTo] = useState<string | null>(null);
  const { all, said } = portion;
  const operation: Operation | undefined = to && said ? { op: "transfer", contract: refOf(contract), to, ...said } : undefined;
  return (
    <ActSheet
      title={titleOf(t("transfer.title"))}
      operation={operation}
      effect={(result) =>
        (result.contracts ?? []).flatMap((one, index) => [
          { label: index === 0 && !all ? t("transfer.keptPaid") : t("transfer.givenPaid"), value: money(one.paid) },
          ...(one.due > 0 ? [{ label: index === 0 && !all ? t("transfer.keptDue") : t("transfer.givenDue"), value: money(one.due) }] : []),
        ])
      }
      verb={all ? t("transfer.doAll") : t("transfer.doSome", { count: portion.sessions ?? 0 })}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <ClientPicker label={t("transfer.to")} value={to} but={client} onChange={setTo} required />
      <PortionFields portion={portion} label={t("transfer.howMuch")} allLabel={t("transfer.all")} someLabel={t("transfer.some")} />
    </ActSheet>
  );
}

/** Somebody else may use it too; it stays the owner's. */
export function ShareWith({ contract, client, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const deed = useDeed();
  const [other, setOther] = useState<string | null>(null);
  return (
    <ActSheet
      title={titleOf(t("share.title"))}
      operation={other ? { op: "share", contract: refOf(contract), with: other } : undefined}
      effect={() => [{ label: t("share.effect"), value: t("share.stays") }]}
      verb={t("share.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <ClientPicker label={t("share.with")} value={other} but={client} onChange={setOther} required />
    </ActSheet>
  );
}
