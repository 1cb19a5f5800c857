import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import type { Operation } from "../../../api/types";
import { useMoney } from "../../../format/money";
import { useNames } from "../../../format/names";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { ClientPicker } from "../../../parts/ClientPicker";
import { SessionsField } from "../../../parts/SessionsField";
import { refOf } from "../live";
import { servicesOf, type ActProps } from "./act";

/** The whole of it, or some sessions, to another client. */
export function Transfer({ contract, client, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const names = useNames();
  const money = useMoney();
  const deed = useDeed();
  const services = servicesOf(contract);
  const [to, setTo] = useState<string | null>(null);
  const [all, setAll] = useState(true);
  const [service, setService] = useState(services[0]?.service ?? "");
  const [sessions, setSessions] = useState(1);
  const left = services.find((one) => one.service === service)?.left ?? 0;
  const operation: Operation | undefined = to
    ? { op: "transfer", contract: refOf(contract), to, ...(!all && { service, sessions }) }
    : undefined;
  return (
    <ActSheet
      title={t("transfer.title")}
      operation={operation}
      effect={(result) =>
        (result.contracts ?? []).flatMap((one, index) => [
          { label: index === 0 && !all ? t("transfer.keptPaid") : t("transfer.givenPaid"), value: money(one.paid) },
          ...(one.due > 0 ? [{ label: index === 0 && !all ? t("transfer.keptDue") : t("transfer.givenDue"), value: money(one.due) }] : []),
        ])
      }
      verb={all ? t("transfer.doAll") : t("transfer.doSome", { count: sessions })}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <ClientPicker label={t("transfer.to")} value={to} but={client} onChange={setTo} />
      <SegmentedControl
        fullWidth
        aria-label={t("transfer.howMuch")}
        value={all ? "all" : "some"}
        onChange={(value) => setAll(value === "all")}
        data={[
          { value: "all", label: t("transfer.all") },
          { value: "some", label: t("transfer.some") },
        ]}
      />
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
    </ActSheet>
  );
}

/** Somebody else may use it too; it stays the owner's. */
export function ShareWith({ contract, client, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const deed = useDeed();
  const [other, setOther] = useState<string | null>(null);
  return (
    <ActSheet
      title={t("share.title")}
      operation={other ? { op: "share", contract: refOf(contract), with: other } : undefined}
      effect={() => [{ label: t("share.effect"), value: t("share.stays") }]}
      verb={t("share.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <ClientPicker label={t("share.with")} value={other} but={client} onChange={setOther} />
    </ActSheet>
  );
}
