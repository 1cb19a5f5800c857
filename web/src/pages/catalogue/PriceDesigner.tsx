// How many sessions, at what discount: what it costs, brings and leaves, as the sliders move.
import { Button, Select, Slider } from "@mantine/core";
import { useState } from "react";
import { MoneyField } from "../../parts/MoneyField";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import style from "./Catalogue.module.css";
import { PriceMeaning } from "./PriceMeaning";
import { discounted, guidanceOf } from "./guidance";
import { useGuided, useLimits, type Line } from "./useGuidance";

interface Design {
  service: string;
  sessions: number;
  bonus: number;
  discountBp: number;
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
  const guided = useGuided();
  const [design, setDesign] = useState<Design>({ service: catalog.services[0]?.code ?? "", sessions: 10, bonus: 0, discountBp: limits.bandFrom });
  const set = (part: Partial<Design>) => setDesign((now) => ({ ...now, ...part }));
  if (!design.service) return <p className="dim">{t("noServices")}</p>;
  const lines = linesOf(design);
  const listPrice = guided(lines).reduce((sum, line) => sum + line.sessions * line.listPrice, 0);
  const price = design.price ?? discounted(listPrice, design.discountBp);
  const told = guidanceOf(guided(lines), price, limits);
  return (
    <section className="sheet" aria-label={t("designer")}>
      <h2>{t("designer")}</h2>
      <p className="dim small">{t("designerHelp")}</p>
      <div className={style.designer}>
        <div className="page">
          <Select
            label={t("service")}
            value={design.service}
            onChange={(service) => service && set({ service, price: undefined })}
            data={catalog.services.map(({ code }) => ({ value: code, label: item(code) }))}
            allowDeselect={false}
          />
          <Dial label={t("sessions")} value={design.sessions} text={String(design.sessions)} min={1} max={30} onChange={(sessions) => set({ sessions, price: undefined })} />
          <Dial label={t("bonusSessions")} value={design.bonus} text={String(design.bonus)} min={0} max={6} onChange={(bonus) => set({ bonus, price: undefined })} />
          <Dial
            label={t("discount")}
            value={Math.max(0, Math.min(50, told.discountBp / 100))}
            text={percentText(told.discountBp / 100, 2)}
            min={0}
            max={50}
            step={0.5}
            onChange={(percent) => set({ discountBp: Math.round(percent * 100), price: undefined })}
          />
          <MoneyField label={t("priceTyped")} value={price} onChange={(typed) => typed !== undefined && set({ price: typed })} />
        </div>
        <div className="page">
          <PriceMeaning told={told} limits={limits} />
          <div className="actions">
            <Button onClick={() => onOffer(lines, price)}>{t("makeOffer")}</Button>
          </div>
        </div>
      </div>
    </section>
  );
}
