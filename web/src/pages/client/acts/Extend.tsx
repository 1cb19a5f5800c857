import { Button } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { addDays, addMonths, dayText, daysBetween } from "../../../format/dates";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { DayField } from "../../../parts/DayField";
import { refOf } from "../live";
import { lastDay, type ActProps, useTitleOf } from "./act";

export function Extend({ contract, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const deed = useDeed();
  const was = lastDay(contract) ?? contract.grants.find((grant) => grant.expires_on)?.expires_on ?? "";
  const [until, setUntil] = useState(was && addMonths(was, 1));
  return (
    <ActSheet
      title={titleOf(t("extend.title"))}
      operation={until > was ? { op: "extend", contract: refOf(contract), expires_on: until } : undefined}
      effect={() => [
        { label: t("extend.was"), value: dayText(was) },
        { label: t("newExpiry"), value: dayText(until), strong: true },
        { label: t("extend.by"), value: t("days", { count: daysBetween(was, until) }) },
      ]}
      verb={t("extend.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <div className="actions">
        {[1, 3, 6].map((months) => (
          <Button key={months} variant="default" onClick={() => setUntil(addMonths(was, months))}>
            {t("extend.months", { count: months })}
          </Button>
        ))}
      </div>
      <DayField
        label={t("extend.until")}
        value={until}
        min={was && addDays(was, 1)}
        error={until <= was && t("extend.untilLater", { date: dayText(was) })}
        onChange={(event) => setUntil(event.currentTarget.value)}
        required
        size="md"
      />
    </ActSheet>
  );
}
