import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { settingsQuery } from "../../../api/queries";
import { addDays, dayText, daysBetween } from "../../../format/dates";
import { numberText } from "../../../format/numbers";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { DayField } from "../../../parts/DayField";
import { refOf } from "../live";
import { lastDay, type ActProps, useTitleOf } from "./act";

export function Freeze({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const deed = useDeed();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const [from, setFrom] = useState(settings.today);
  const [to, setTo] = useState("");
  const until = lastDay(contract);
  const days = to && to > from ? daysBetween(from, to) : 0;
  return (
    <ActSheet
      title={titleOf(t("freeze.title"))}
      operation={from && (!to || to > from) ? { op: "freeze", contract: refOf(contract), from, ...(to && { to }) } : undefined}
      effect={() => [
        { label: t("freeze.noUse"), value: to ? t("freeze.span", { from: dayText(from, "short"), to: dayText(addDays(to, -1), "short") }) : t("freeze.open", { from: dayText(from, "short") }) },
        ...(days > 0 ? [{ label: t("freeze.days"), value: numberText(days) }] : []),
        ...(until
          ? [{ label: t("newExpiry"), value: days > 0 ? dayText(addDays(until, days)) : t("freeze.later"), strong: true }]
          : []),
      ]}
      verb={t("freeze.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <DayField label={t("freeze.from")} value={from} min={settings.today} onChange={(event) => setFrom(event.currentTarget.value)} size="md" required />
      <DayField
        label={t("freeze.to")}
        description={t("freeze.toHelp")}
        value={to}
        min={from ? addDays(from, 1) : undefined}
        error={to && to <= from && t("freeze.toLater", { date: dayText(from) })}
        onChange={(event) => setTo(event.currentTarget.value)}
        size="md"
      />
    </ActSheet>
  );
}

export function Unfreeze({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const deed = useDeed();
  return (
    <ActSheet
      title={titleOf(t("unfreeze.title"))}
      operation={{ op: "unfreeze", contract: refOf(contract) }}
      effect={() => [{ label: t("unfreeze.effect"), value: t("unfreeze.fromToday") }]}
      verb={t("unfreeze.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
