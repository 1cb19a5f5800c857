// A service, a product or a tag: made, or changed.
import { NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../api/deed";
import type { Catalog, Operation } from "../../api/types";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { DeedSheet } from "../../parts/DeedSheet";
import { MoneyField } from "../../parts/MoneyField";
import { say } from "../../parts/toast";
import { codeOf } from "./code";
import style from "./Catalogue.module.css";

export type ItemKind = "service" | "product" | "tag";

export interface ItemFace {
  code: string;
  name: string | null;
  price?: number;
  cost?: number;
  interval_days?: number;
  tax?: number;
  discount?: number;
}

interface Props {
  kind: ItemKind;
  face: ItemFace | undefined;
  onClose: () => void;
}

const codes = (catalog: Catalog, kind: ItemKind) =>
  (kind === "tag" ? catalog.tags : [...catalog.services, ...catalog.products]).map(({ code }) => code);

const number = (value: string | number) => (value === "" ? undefined : Number(value));

export function ItemForm({ kind, face, onClose }: Props) {
  const t = useWords("catalogue");
  const { catalog } = useNames();
  const deed = useDeed();
  const [now, setNow] = useState<ItemFace>(face ?? { code: "", name: "" });
  const set = (part: Partial<ItemFace>) => {
    deed.clear();
    setNow((before) => ({ ...before, ...part }));
  };
  const suggested = codeOf(now.name ?? "", codes(catalog, kind));
  const code = face?.code ?? (now.code.trim() || suggested);
  const send = () => {
    const { name, price, cost, interval_days, tax, discount } = now;
    const operation =
      kind === "tag"
        ? { op: kind, code, name: name?.trim() || code, discount: discount ?? 0 }
        : { op: kind, code, name: name?.trim() || code, price: price ?? 0, cost: cost ?? 0, tax: tax ?? 0, ...(kind === "service" && { interval_days: interval_days ?? 0 }) };
    void deed.act(operation as Operation);
  };
  const done = () => say({ tone: "good", text: t("saved", { name: now.name || code }) });
  return (
    <DeedSheet title={t(face ? `change.${kind}` : `add.${kind}`)} verb={t("save")} deed={deed} onSend={send} onClose={onClose} onDone={done}>
      <TextInput label={t("name")} value={now.name ?? ""} onChange={(event) => set({ name: event.currentTarget.value })} maxLength={300} required data-autofocus autoComplete="off" />
      {!face && (
        <TextInput label={t("code")} description={t("codeHelp")} placeholder={suggested} value={now.code} onChange={(event) => set({ code: event.currentTarget.value })} maxLength={100} autoComplete="off" />
      )}
      {kind === "tag" ? (
        <NumberInput label={t("discountPercent")} suffix=" %" min={0} max={100} decimalScale={2} value={now.discount ?? ""} onChange={(value) => set({ discount: number(value) })} />
      ) : (
        <>
          <div className={style.pair}>
            <MoneyField label={t("listPrice")} value={now.price} onChange={(price) => set({ price })} required />
            <MoneyField label={t("directCost")} value={now.cost} onChange={(cost) => set({ cost })} />
          </div>
          <div className={style.pair}>
            <NumberInput label={t("tax")} suffix=" %" min={0} max={100} decimalScale={2} value={now.tax ?? ""} onChange={(value) => set({ tax: number(value) })} />
            {kind === "service" && (
              <NumberInput label={t("interval")} description={t("intervalHelp")} min={0} max={3650} allowDecimal={false} value={now.interval_days ?? ""} onChange={(value) => set({ interval_days: number(value) })} />
            )}
          </div>
        </>
      )}
    </DeedSheet>
  );
}
