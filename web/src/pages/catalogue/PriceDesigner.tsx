// How many sessions, at what discount: what it costs, brings and leaves, as the sliders move.
import { Button, Select, Slider } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { ProblemNote } from "../../parts/Failure";
import { MoneyField } from "../../parts/MoneyField";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import style from "./Catalogue.module.css";
import { PriceMeaning } from "./PriceMeaning";
import { servicesOf, useLimits, usePriced, type Line } from "./usePriced";

interface Design {
  service: string;
  sessions: number;
  bonus: number;
  /** In percent. */
  discount: number;
  /** Typed instead of slid. */
  price?: number;
}

function linesOf({ service, sessions, bonus }: Design): Line[] {
  const paid = { services: [service], sessions, bonus: false };
  return bonus > 0 ? [paid, { services: [service], sessions: bonus, bonus: true }] : [paid];
}

function Dial({ label, value, text, min, max, step = 1, onChange }: { label: string; value: number; text: string; min: number; max: number; step?: number; onChange: (value: number) => void }) {
  return (
    <div className={style.slider}>
      <span>
        {label} <strong>{text}</strong>
      </span>
      <Slider thumbLabel={label} thumbProps={{ "aria-valuetext": text } as never} label={null} size="lg" thumbSize={24} {...{ value, min, max, step, onChange }} />
    </div>
  );
}

export function PriceDesigner({ onOffer }: { onOffer: (lines: Line[], price: number) => void }) {
  const t = useWords("catalogue");
  const { catalog, item } = useNames();
  const limits = useLimits();
  const [design, setDesign] = useState<Design>({ service: catalog.services[0]?.code ?? "", sessions: 10, bonus: 0, discount: limits.from });
  const { service, sessions, bonus, discount, price } = design;
  const set = (part: Partial<Design>) => setDesign((now) => ({ ...now, ...part }));
  const all = servicesOf([{ services: [service], sessions: sessions + bonus, bonus: false }]);
  const { told, problem, fresh } = usePriced(service ? { services: all, ...(price === undefined ? { discount } : { price }) } : undefined);
  if (!service) return <p className="dim">{t("noServices")}</p>;
  const off = price === undefined ? discount : (told?.asked.discount ?? discount);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (told && fresh) onOffer(linesOf(design), told.asked.price);
  };
  return (
    <section className="sheet" aria-label={t("designer")}>
      <h2>{t("designer")}</h2>
      <p className="dim small">{t("designerHelp")}</p>
      <form className={style.designer} onSubmit={submit}>
        <div className="page">
          <Select
            label={t("service")}
            value={service}
            onChange={(chosen) => chosen && set({ service: chosen, price: undefined })}
            data={catalog.services.map(({ code }) => ({ value: code, label: item(code) }))}
            allowDeselect={false}
          />
          <Dial label={t("sessions")} value={sessions} text={String(sessions)} min={1} max={30} onChange={(count) => set({ sessions: count, price: undefined })} />
          <Dial label={t("bonusSessions")} value={bonus} text={String(bonus)} min={0} max={6} onChange={(count) => set({ bonus: count, price: undefined })} />
          <Dial
            label={t("discount")}
            value={Math.max(0, Math.min(50, off))}
            text={percentText(off, 2)}
            min={0}
            max={50}
            step={0.5}
            onChange={(percent) => set({ discount: percent, price: undefined })}
          />
          <MoneyField label={t("priceTyped")} value={price ?? told?.asked.price} onChange={(typed) => typed !== undefined && set({ price: typed })} required withAsterisk={false} />
        </div>
        <div className="page">
          {told && <PriceMeaning told={told} fresh={fresh} />}
          {problem !== null && <ProblemNote problem={problem} />}
          <div className="actions">
            <Button type="submit" disabled={!told || !fresh}>
              {t("makeOffer")}
            </Button>
          </div>
        </div>
      </form>
    </section>
  );
}
