import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import type { Operation, Result } from "../../../api/types";
import { useMoney } from "../../../format/money";
import { useNames, usualMethods } from "../../../format/names";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import type { EffectLine } from "../../../parts/Effect";
import { SessionsField } from "../../../parts/SessionsField";
import { refOf } from "../live";
import { servicesOf, type ActProps } from "./act";

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
  const names = useNames();
  const deed = useDeed();
  const lines = useRefundLines();
  const services = servicesOf(contract);
  const [all, setAll] = useState(true);
  const [service, setService] = useState(services[0]?.service ?? "");
  const [sessions, setSessions] = useState(1);
  const [method, setMethod] = useState("cash");
  const left = services.find((one) => one.service === service)?.left ?? 0;
  const operation: Operation = {
    op: "refund",
    contract: refOf(contract),
    method,
    ...(!all && { service, sessions }),
  };
  return (
    <ActSheet
      title={t("refund.title")}
      operation={operation}
      effect={lines}
      verb={all ? t("refund.doAll") : t("refund.doSome", { count: sessions })}
      danger
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      {services.length > 0 && (
        <SegmentedControl
          fullWidth
          aria-label={t("refund.howMuch")}
          value={all ? "all" : "some"}
          onChange={(value) => setAll(value === "all")}
          data={[
            { value: "all", label: t("refund.all") },
            { value: "some", label: t("refund.some") },
          ]}
        />
      )}
      {!all && services.length > 1 && (
        <Select
          label={t("service")}
          data={services.map((one) => ({ value: one.service, label: names.item(one.service) }))}
          value={service}
          onChange={(value) => value && setService(value)}
          allowDeselect={false}
          size="md"
        />
      )}
      {!all && <SessionsField label={t("sessions")} value={Math.min(sessions, left)} most={left} onChange={setSessions} />}
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
