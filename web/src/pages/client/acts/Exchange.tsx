import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDeed } from "../../../api/deed";
import { clientQuery } from "../../../api/queries";
import type { Operation } from "../../../api/types";
import { useMoney } from "../../../format/money";
import { useNames } from "../../../format/names";
import { useWords } from "../../../i18n/words";
import { ActSheet } from "../../../parts/ActSheet";
import { paymentsOf, Payments, type Paying } from "../../../parts/Payments";
import { refOf } from "../live";
import { useTitleOf, type ActProps } from "./act";

/** What is left of it pays for something else. */
export function Exchange({ contract, client, onClose, onDone }: ActProps) {
  const t = useWords("client");
  const titleOf = useTitleOf(contract);
  const names = useNames();
  const money = useMoney();
  const deed = useDeed();
  const { data: page } = useQuery(clientQuery(client));
  const [sell, setSell] = useState<string | null>(null);
  const [rest, setRest] = useState<"refund" | "credit">("credit");
  const [rows, setRows] = useState<Paying[]>([]);
  const [due, setDue] = useState(0);
  const offers = names.catalog.offers.filter((offer) => offer.for_sale && offer.kind !== "topup");
  const payments = paymentsOf(rows);
  const operation: Operation | undefined = sell
    ? { op: "exchange", contract: refOf(contract), sell, rest, ...(payments.length > 0 && { payments }) }
    : undefined;
  return (
    <ActSheet
      title={titleOf(t("exchange.title"))}
      operation={operation}
      effect={(result) => {
        const sold = result.contracts?.[0];
        if (sold && sold.due !== due) queueMicrotask(() => setDue(sold.due));
        return [
          { label: t("exchange.surplus"), value: money(result.surplus ?? 0) },
          ...(result.rest ? [{ label: rest === "credit" ? t("exchange.restCredit") : t("exchange.restRefund"), value: money(result.rest) }] : []),
          ...(sold ? [{ label: t("exchange.paid"), value: money(sold.paid) }, { label: t("words:due"), value: money(sold.due), strong: true }] : []),
        ];
      }}
      verb={t("exchange.do")}
      deed={deed}
      onClose={onClose}
      onDone={onDone}
    >
      <Select
        label={t("exchange.for")}
        data={offers.map((offer) => ({ value: offer.code, label: `${names.offer(offer.code)} · ${money(offer.price)}` }))}
        value={sell}
        onChange={setSell}
        searchable
        required
        size="md"
      />
      <div>
        <p aria-hidden>{t("exchange.rest")}</p>
        <SegmentedControl
          fullWidth
          aria-label={t("exchange.rest")}
          value={rest}
          onChange={(value) => setRest(value as "refund" | "credit")}
          data={[
            { value: "credit", label: t("exchange.toCredit") },
            { value: "refund", label: t("exchange.toCash") },
          ]}
        />
      </div>
      {sell && page && <Payments rows={rows} onChange={setRows} open={due} contracts={page.contracts} />}
    </ActSheet>
  );
}
