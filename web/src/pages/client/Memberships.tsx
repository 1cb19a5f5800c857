// The client's memberships: what runs, what is due, and how it ends.
import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../api/deed";
import type { ClientPage } from "../../api/types";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords, type Key } from "../../i18n/words";
import { ActSheet } from "../../parts/ActSheet";
import { say } from "../../parts/toast";
import style from "./Memberships.module.css";

interface Row {
  membership: number;
  ref: string | null;
  plan: string;
  status: string;
  price: number;
  next_cycle: string | null;
  ends_on: string | null;
  frozen_to: string | null;
  due: number;
}

const tones: Record<string, string> = { active: "good", frozen: "warn", past_due: "bad", suspended: "bad" };

function Cancel({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords("client");
  const money = useMoney();
  const deed = useDeed();
  const [when, setWhen] = useState<"cycle_end" | "now">("cycle_end");
  return (
    <ActSheet
      title={t("cancel.title")}
      operation={{ op: "cancel", membership: row.ref ?? row.membership, when }}
      effect={(result) => [
        { label: t("cancel.ends"), value: dayText((result as { ends_on?: string | null }).ends_on) },
        ...(when === "now" ? [{ label: t("refund.back"), value: money(result.refund ?? 0), strong: true }] : []),
      ]}
      verb={t("cancel.do")}
      danger
      deed={deed}
      onClose={onClose}
      onDone={() => say({ tone: "good", text: t("cancel.done") })}
    >
      <SegmentedControl
        fullWidth
        aria-label={t("cancel.when")}
        value={when}
        onChange={(value) => setWhen(value as "cycle_end" | "now")}
        data={[
          { value: "cycle_end", label: t("cancel.atEnd") },
          { value: "now", label: t("cancel.now") },
        ]}
      />
    </ActSheet>
  );
}

/** What comes next of it, and when. */
function useNext(): (row: Row) => string {
  const t = useWords("client");
  const money = useMoney();
  return (row) => {
    if (row.ends_on) return t("membership.ends", { date: dayText(row.ends_on) });
    if (row.status === "frozen") return row.frozen_to ? t("words:runsAgain", { date: dayText(row.frozen_to) }) : t("words:runsAgainOpen");
    return row.next_cycle ? t("membership.next", { date: dayText(row.next_cycle), amount: money(row.price) }) : "";
  };
}

/** Freezing and unfreezing a membership stops and resumes its billing too. */
function Pause({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords("client");
  const deed = useDeed();
  const frozen = row.status === "frozen";
  const membership = row.ref ?? row.membership;
  return (
    <ActSheet
      title={frozen ? t("unfreeze.title") : t("freeze.title")}
      operation={frozen ? { op: "unfreeze", membership } : { op: "freeze", membership }}
      effect={() => [{ label: t("freeze.billing"), value: frozen ? t("freeze.billingOn") : t("freeze.billingOff") }]}
      verb={frozen ? t("unfreeze.do") : t("freeze.do")}
      deed={deed}
      onClose={onClose}
      onDone={() => say({ tone: "good", text: frozen ? t("unfreeze.done") : t("freeze.done") })}
    />
  );
}

function One({ row }: { row: Row }) {
  const t = useWords("client");
  const names = useNames();
  const money = useMoney();
  const next = useNext();
  const [open, setOpen] = useState<"cancel" | "pause">();
  const over = row.status === "ended" || row.ends_on !== null;
  return (
    <li className={style.row}>
      <div className={style.words}>
        <strong dir="auto">{names.offer(row.plan)}</strong>
        <span className="tag" data-tone={tones[row.status]}>
          {t(`words:status.${row.status}` as Key<"client">)}
        </span>
        {row.due > 0 && (
          <span className="tag num" data-tone="bad">
            {t("words:dueOf", { amount: money(row.due) })}
          </span>
        )}
        <span className="dim small">{next(row)}</span>
      </div>
      {!over && (
        <div className="actions">
          <Button variant="subtle" color="gray" onClick={() => setOpen("pause")}>
            {row.status === "frozen" ? t("unfreeze.title") : t("freeze.title")}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setOpen("cancel")}>
            {t("cancel.title")}
          </Button>
        </div>
      )}
      {open === "cancel" && <Cancel row={row} onClose={() => setOpen(undefined)} />}
      {open === "pause" && <Pause row={row} onClose={() => setOpen(undefined)} />}
    </li>
  );
}

export function Memberships({ page }: { page: ClientPage }) {
  const t = useWords("client");
  const rows = page.memberships.rows as unknown as Row[];
  if (rows.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("membership.title")}</h2>
      <ul className={`plain ${style.list}`}>
        {rows.map((row) => (
          <One key={row.membership} row={row} />
        ))}
      </ul>
    </section>
  );
}
