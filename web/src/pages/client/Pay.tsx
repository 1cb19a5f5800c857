import { useState } from "react";
import { useLocation } from "wouter";
import { useDeed } from "../../api/deed";
import type { ClientPage } from "../../api/types";
import { clientPlace } from "../../app/places";
import { useMoney } from "../../format/money";
import { useWords } from "../../i18n/words";
import { ActSheet } from "../../parts/ActSheet";
import { paying, paymentsOf, Payments } from "../../parts/Payments";
import { useCredited } from "../../parts/useCredited";
import { say } from "../../parts/toast";

/** Pays what is due, the oldest first. */
export function Pay({ page, onClose }: { page: ClientPage; onClose: () => void }) {
  const t = useWords("client");
  const money = useMoney();
  const credited = useCredited();
  const deed = useDeed();
  const [, goTo] = useLocation();
  const [rows, setRows] = useState(() => [paying(page.due)]);
  const payments = paymentsOf(rows);
  const sum = payments.reduce((all, { amount }) => all + amount, 0);
  return (
    <ActSheet
      title={t("pay.title", { name: page.client.name || page.client.ref })}
      operation={payments.length > 0 ? { op: "pay", client: page.client.ref, payments } : undefined}
      effect={(result) => [
        ...credited(result),
        { label: t("pay.after"), value: money(Math.max(0, page.due - sum)), strong: true },
      ]}
      verb={t("pay.do", { amount: money(sum) })}
      deed={deed}
      onClose={onClose}
      onDone={(result) => {
        const receipt = () => goTo(clientPlace(page.client.ref, `/receipt/${result.entry}`));
        say({ tone: "good", text: t("pay.done", { amount: money(sum) }), action: { label: t("receipt"), run: receipt } });
      }}
    >
      <Payments rows={rows} onChange={setRows} open={Math.max(0, page.due - sum)} contracts={page.contracts} />
    </ActSheet>
  );
}
