import { Select } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import type { Operation, Result } from "../../../api/types";
import { useMoney } from "../../../format/money";
import { useNames, usualMethods } from "../../../format/names";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import type { EffectLine } from "../../../parts/Effect";
import { refOf } from "../live";
import { useTitleOf, type ActProps } from "./act";
import { PortionFields, usePortion } from "./Portion";

/** The lines of a refund that are not 0, and what comes back. */
export function useRefundLines(): (result: Result) => EffectLine[] {
  const t = useWords("client");
  const money = useMoney();
  return (result) => {
    const line = (label: string, amount: number | undefined, sign = 1) => (amount ? [{ label, value: money(sign * amount) }] : []);
    return [
      ...(result.sessions ? [{ label: t("refund.cancelled", { count: result.sessions }), value: money(result.cancelled_value ?? 0) }] : []),
      ...line(t("refund.surplus"), result.surplus),
      ...line(t("refund.uplift"), result.uplift, -1),
      ...line(t("refund.fee"), result.fee, -1),
      ...line(t("refund.breakage"), result.breakage, -1),
      ...line(t("refund.recovered"), result.recovered),
      { label: t("refund.back"), value: money(result.refund ?? 0), strong: true },
      ...line(t("refund.stillDue"), result.due),
    ];
  };
}

export function Refund({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const names = useNames();
  const deed = useDeed();
  const lines = useRefundLines();
  const portion = usePortion(contract);
  const [method, setMethod] = useState("cash");
  const operation: Operation | undefined = portion.said && { op: "refund", contract: refOf(contract), method, ...portion.said };
  return (
    <ActSheet
      title={titleOf(t("refund.title"))}
      operation={operation}
      effect={lines}
      verb={portion.all ? t("refund.doAll") : t("refund.doSome", { count: portion.sessions ?? 0 })}
      danger
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <PortionFields portion={portion} label={t("refund.howMuch")} allLabel={t("refund.all")} someLabel={t("refund.some")} />
      <Select
        label={t("refund.method")}
        data={usualMethods.map((one) => ({ value: one, label: names.method(one) }))}
        value={method}
        onChange={(value) => value && setMethod(value)}
        allowDeselect={false}
        size="md"
      />
    </ActSheet>
  );
}
