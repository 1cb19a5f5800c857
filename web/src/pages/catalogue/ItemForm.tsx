// A service, a product or a tag: made, or changed.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useDeed } from "../../api/deed";
import type { Catalog, Operation } from "../../api/types";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { CountField } from "../../parts/CountField";
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
        <CountField label={t("discountPercent")} percent most={100} value={now.discount} onChange={(discount) => set({ discount })} />
      ) : (
        <>
          <div className={style.pair}>
            <MoneyField label={t("listPrice")} value={now.price} onChange={(price) => set({ price })} required />
            <MoneyField label={t("directCost")} value={now.cost} onChange={(cost) => set({ cost })} />
          </div>
          <div className={style.pair}>
            <CountField label={t("tax")} percent most={100} value={now.tax} onChange={(tax) => set({ tax })} />
            {kind === "service" && (
              <CountField label={t("interval")} description={t("intervalHelp")} most={3650} value={now.interval_days} onChange={(interval_days) => set({ interval_days })} />
            )}
          </div>
        </>
      )}
    </DeedSheet>
  );
}
