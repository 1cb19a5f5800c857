// How this book does things. What is set here counts from now on; what was sold keeps its terms.
import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useDeed, useDone } from "../../api/deed";
import { settingsQuery } from "../../api/queries";
import type { Operation, Settings as Kept } from "../../api/types";
import { dayText } from "../../format/dates";
import { useWords } from "../../i18n/words";
import { CountField } from "../../parts/CountField";
import { DeedNote } from "../../parts/DeedNote";
import { say } from "../../parts/toast";
import { bases } from "../reports/kinds";
import style from "./House.module.css";

const counted = ["low_sessions", "expiring_days", "dormant_days", "reinstate_days"] as const;
const members = [
  "name", "timezone", "fiscal_start_month", ...counted, "redeem_unpaid", "discount_band", "margin_floor", "tax_point", "performance_net_of_tax", "basis",
] as const;

/** Only what was changed is sent, so that two people may change different things. */
function changes(before: Kept, now: Kept): Partial<Kept> {
  return Object.fromEntries(members.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name])).map((name) => [name, now[name]]));
}

interface PartProps {
  now: Kept;
  set: (part: Partial<Kept>) => void;
}

function Count({ now, set, name }: PartProps & { name: (typeof counted)[number] }) {
  const t = useWords("house");
  return <CountField label={t(`setting.${name}`)} description={t(`settingHelp.${name}`)} most={3650} value={now[name]} onChange={(value) => set({ [name]: value })} required withAsterisk={false} />;
}

function Prices({ now, set }: PartProps) {
  const t = useWords("house");
  const [from, to] = (now.discount_band ?? [0, 0]) as (number | undefined)[];
  const band = (...both: (number | undefined)[]) => set({ discount_band: both as number[] });
  const field = { percent: true, most: 100, required: true, withAsterisk: false };
  return (
    <section className="sheet">
      <h2>{t("prices")}</h2>
      <div className={style.pair}>
        <CountField {...field} label={t("setting.bandFrom")} value={from} onChange={(value) => band(value, to)} />
        <CountField {...field} label={t("setting.bandTo")} value={to} onChange={(value) => band(from, value)} />
        <CountField {...field} label={t("setting.margin_floor")} value={now.margin_floor} onChange={(margin_floor) => set({ margin_floor })} />
      </div>
    </section>
  );
}

function Accounts({ now, set }: PartProps) {
  const t = useWords("house");
  return (
    <section className="sheet">
      <h2>{t("accounts")}</h2>
      <div className={style.pair}>
        <Select label={t("setting.fiscal_start_month")} value={String(now.fiscal_start_month ?? 1)} onChange={(value) => value && set({ fiscal_start_month: Number(value) })} allowDeselect={false}
          data={Array.from({ length: 12 }, (_, month) => ({ value: String(month + 1), label: dayText(`2026-${String(month + 1).padStart(2, "0")}-01`, "monthLong") }))} />
        <Select label={t("setting.tax_point")} value={now.tax_point ?? "payment"} onChange={(value) => value && set({ tax_point: value as Kept["tax_point"] })} allowDeselect={false}
          data={(["payment", "delivery"] as const).map((value) => ({ value, label: t(`taxPoint.${value}`) }))} />
        <Select label={t("setting.basis")} value={now.basis ?? "cash_delivered"} onChange={(value) => value && set({ basis: value as Kept["basis"] })} allowDeselect={false}
          data={bases.map((value) => ({ value, label: t(`figures:basis.${value}` as never) }))} />
      </div>
      <Checkbox label={t("setting.performance_net_of_tax")} checked={now.performance_net_of_tax ?? false} onChange={(event) => set({ performance_net_of_tax: event.currentTarget.checked })} />
    </section>
  );
}

export function Settings() {
  const t = useWords("house");
  useWords("figures");
  const { data: kept } = useSuspenseQuery(settingsQuery);
  const deed = useDeed();
  const [typed, setTyped] = useState<Partial<Kept>>({});
  const now = { ...kept, ...typed };
  const set = (part: Partial<Kept>) => {
    deed.clear();
    setTyped((before) => ({ ...before, ...part }));
  };
  const wanted = changes(kept, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void deed.act({ op: "settings", ...wanted } as Operation);
  };
  useDone(deed, () => {
    deed.renew();
    setTyped({});
    say({ tone: "good", text: t("settingsSaved") });
  });
  return (
    <form className="page" onSubmit={submit}>
      <fieldset className="page plainset" disabled={deed.state !== "ready"}>
        <section className="sheet">
          <h2>{t("house")}</h2>
          <div className={style.pair}>
            <TextInput label={t("setting.name")} value={now.name ?? ""} onChange={(event) => set({ name: event.currentTarget.value })} maxLength={300} />
            <TextInput label={t("setting.timezone")} value={now.timezone} onChange={(event) => set({ timezone: event.currentTarget.value })} maxLength={100} />
          </div>
          <p className="dim">{t("currency", { currency: now.currency, decimals: now.decimals })}</p>
        </section>
        <section className="sheet">
          <h2>{t("telling")}</h2>
          <div className={style.pair}>
            {counted.map((name) => (
              <Count key={name} {...{ now, set, name }} />
            ))}
          </div>
          <Checkbox label={t("setting.redeem_unpaid")} description={t("settingHelp.redeem_unpaid")} checked={now.redeem_unpaid ?? true} onChange={(event) => set({ redeem_unpaid: event.currentTarget.checked })} />
        </section>
        <Prices {...{ now, set }} />
        <Accounts {...{ now, set }} />
      </fieldset>
      <DeedNote deed={deed} />
      <div className="actions">
        <Button type="submit" size="md" loading={deed.state === "sending"} disabled={Object.keys(wanted).length === 0 || deed.state !== "ready"}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
