// An offer: what it holds, what it costs, how long it is good, what comes back. With what its price means.
import { Button, Checkbox, MultiSelect, SegmentedControl, Select, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/deed";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { CountField } from "../../parts/CountField";
import { DeedSheet } from "../../parts/DeedSheet";
import { MoneyField } from "../../parts/MoneyField";
import { say } from "../../parts/toast";
import { codeOf } from "./code";
import { operationOf, type Draft, type OfferKind } from "./draft";
import { PriceMeaning } from "./PriceMeaning";
import style from "./Catalogue.module.css";
import { servicesOf, usePriced, type Line } from "./usePriced";

type Set = (part: Partial<Draft>) => void;

function Count({ percent = false, ...field }: { label: string; value: number | undefined; onChange: (value: number | undefined) => void; least?: number; percent?: boolean; required?: boolean }) {
  return <CountField most={percent ? 100 : 100_000} percent={percent} {...field} />;
}

function Lines({ draft, set }: { draft: Draft; set: Set }) {
  const t = useWords("catalogue");
  const { catalog, item } = useNames();
  const change = (at: number, part: Partial<Line>) => set({ lines: draft.lines.map((line, index) => (index === at ? { ...line, ...part } : line)) });
  const services = catalog.services.map(({ code }) => ({ value: code, label: item(code) }));
  return (
    <div className="page">
      {draft.lines.map((line, at) => (
        <div key={at} className={style.line}>
          <MultiSelect label={t("services")} data={services} value={line.services} onChange={(chosen) => change(at, { services: chosen })} placeholder={line.services.length ? undefined : t("chooseService")} />
          <CountField label={t("sessions")} least={1} most={10_000} value={line.sessions} onChange={(sessions) => change(at, { sessions })} required />
          <div className={style.foot}>
            <Checkbox label={t("bonus")} checked={line.bonus} onChange={(event) => change(at, { bonus: event.currentTarget.checked })} />
            <Button variant="subtle" color="gray" size="compact-md" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => set({ lines: draft.lines.filter((_, index) => index !== at) })}>
              {t("removeLine")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={() => set({ lines: [...draft.lines, { services: [], sessions: 1, bonus: false }] })}>
          {t("addLine")}
        </Button>
      </div>
      {draft.lines.some((line) => line.bonus) && (
        <Checkbox label={t("bonusFree")} description={t("bonusFreeHelp")} checked={draft.bonusFree} onChange={(event) => set({ bonusFree: event.currentTarget.checked })} />
      )}
    </div>
  );
}

function Span({ label, required, count, unit, onCount, onUnit }: { label: string; required?: boolean; count: number | undefined; unit: "months" | "days"; onCount: (value: number | undefined) => void; onUnit: (unit: "months" | "days") => void }) {
  const t = useWords("catalogue");
  return (
    <div className={style.pair}>
      <Count label={label} value={count} onChange={onCount} least={1} required={required} />
      <SegmentedControl aria-label={label} value={unit} onChange={(value) => onUnit(value as "months" | "days")} data={[{ value: "months", label: t("inMonths") }, { value: "days", label: t("inDays") }]} />
    </div>
  );
}

function Plan({ draft, set }: { draft: Draft; set: Set }) {
  const t = useWords("catalogue");
  return (
    <>
      <Span label={t("cycle")} required count={draft.cycle} unit={draft.cycleIn} onCount={(cycle) => set({ cycle })} onUnit={(cycleIn) => set({ cycleIn })} />
      <div className={style.pair}>
        <Count label={t("memberDiscount")} percent value={draft.memberDiscount} onChange={(memberDiscount) => set({ memberDiscount })} />
        <Count label={t("minimumCycles")} value={draft.minimumCycles} onChange={(minimumCycles) => set({ minimumCycles })} />
      </div>
      <div className={style.pair}>
        <Count label={t("rolloverCycles")} value={draft.rolloverCycles} onChange={(rolloverCycles) => set({ rolloverCycles })} />
        <Count label={t("rolloverMax")} value={draft.rolloverMax} onChange={(rolloverMax) => set({ rolloverMax })} />
      </div>
      <div className={style.pair}>
        <Count label={t("graceDays")} value={draft.graceDays} onChange={(graceDays) => set({ graceDays })} />
        <Count label={t("suspendDays")} value={draft.suspendDays} onChange={(suspendDays) => set({ suspendDays })} />
      </div>
    </>
  );
}

function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details
      className={style.more}
      onInvalidCapture={(event) => {
        event.currentTarget.open = true; // what is wrong can be seen
      }}
    >
      <summary>{title}</summary>
      <div className="page">{children}</div>
    </details>
  );
}

function Refund({ draft, set }: { draft: Draft; set: Set }) {
  const t = useWords("catalogue");
  return (
    <More title={t("refund")}>
      <Select
        label={t("refundMethod")}
        value={draft.refund}
        onChange={(refund) => refund && set({ refund: refund as Draft["refund"] })}
        data={(["per_session", "list_price", "none"] as const).map((value) => ({ value, label: t(`refunds.${value}`) }))}
        allowDeselect={false}
      />
      <div className={style.pair}>
        <Count label={t("feePercent")} percent value={draft.feePercent} onChange={(feePercent) => set({ feePercent })} />
        <MoneyField label={t("fee")} value={draft.fee} onChange={(fee) => set({ fee })} />
        <MoneyField label={t("feeCap")} value={draft.feeCap} onChange={(feeCap) => set({ feeCap })} />
        <Count label={t("coolingOff")} value={draft.coolingOff} onChange={(coolingOff) => set({ coolingOff })} />
      </div>
    </More>
  );
}

function Rules({ draft, set }: { draft: Draft; set: Set }) {
  const t = useWords("catalogue");
  const { catalog } = useNames();
  return (
    <More title={t("rules")}>
      <Count label={t("alertAt")} value={draft.alertAt} onChange={(alertAt) => set({ alertAt })} />
      {catalog.branches.length > 1 && (
        <MultiSelect label={t("branches")} placeholder={draft.branches.length ? undefined : t("everyBranch")} value={draft.branches} onChange={(branches) => set({ branches })} data={catalog.branches.map(({ code, name }) => ({ value: code, label: name || code }))} />
      )}
      <Checkbox label={t("discountable")} checked={draft.discountable} onChange={(event) => set({ discountable: event.currentTarget.checked })} />
      <Checkbox label={t("forSale")} checked={draft.forSale} onChange={(event) => set({ forSale: event.currentTarget.checked })} />
    </More>
  );
}

function Holding({ draft, set }: { draft: Draft; set: Set }) {
  const t = useWords("catalogue");
  const lines = draft.lines.filter((line) => line.services.length > 0);
  const asked = draft.kind !== "topup" && lines.length > 0 && lines.every((line) => line.sessions !== undefined) && draft.price !== undefined;
  const { told, fresh } = usePriced(asked ? { services: servicesOf(lines), price: draft.price } : undefined);
  if (draft.kind === "topup") return <MoneyField label={t("credit")} description={t("creditHelp")} value={draft.credit} onChange={(credit) => set({ credit })} />;
  return (
    <>
      <Lines {...{ draft, set }} />
      {told && <PriceMeaning told={told} fresh={fresh} />}
    </>
  );
}

export function OfferForm({ draft: start, known, onClose }: { draft: Draft; known: boolean; onClose: () => void }) {
  const t = useWords("catalogue");
  const { catalog } = useNames();
  const deed = useDeed();
  const [draft, setDraft] = useState(start);
  const set: Set = (part) => {
    deed.clear();
    setDraft((now) => ({ ...now, ...part }));
  };
  const suggested = codeOf(draft.name, catalog.offers.map(({ code }) => code));
  const code = known ? start.code : draft.code.trim() || suggested;
  const send = () => void deed.act(operationOf(draft, code));
  const done = () => say({ tone: "good", text: t("saved", { name: draft.name || code }) });
  return (
    <DeedSheet size="38rem" title={t(known ? "change.offer" : "add.offer")} verb={t("save")} deed={deed} onSend={send} onClose={onClose} onDone={done}>
      <TextInput label={t("name")} value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} maxLength={300} required data-autofocus autoComplete="off" />
      {!known && (
        <>
          <TextInput label={t("code")} description={t("codeHelp")} placeholder={suggested} value={draft.code} onChange={(event) => set({ code: event.currentTarget.value })} maxLength={100} autoComplete="off" />
          <Select
            label={t("kind")}
            value={draft.kind}
            onChange={(kind) => kind && set({ kind: kind as OfferKind })}
            data={(["package", "combo", "plan", "topup"] as const).map((value) => ({ value, label: t(`words:kind.${value}`) }))}
            allowDeselect={false}
          />
        </>
      )}
      <MoneyField label={t(draft.kind === "plan" ? "pricePerCycle" : "words:price")} value={draft.price} onChange={(price) => set({ price })} required />
      <Holding {...{ draft, set }} />
      {draft.kind === "plan" ? (
        <Plan {...{ draft, set }} />
      ) : (
        <>
          <Span label={t("valid")} count={draft.valid} unit={draft.validIn} onCount={(valid) => set({ valid })} onUnit={(validIn) => set({ validIn })} />
          {draft.kind !== "topup" && <Checkbox label={t("fromFirstUse")} checked={draft.fromFirstUse} onChange={(event) => set({ fromFirstUse: event.currentTarget.checked })} />}
        </>
      )}
      <Refund {...{ draft, set }} />
      <Rules {...{ draft, set }} />
      {known && <p className="dim small">{t("keepsTerms")}</p>}
    </DeedSheet>
  );
}
