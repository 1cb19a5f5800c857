// Money that comes in: one row a payment, by method; stored credit of the client's among them.
import { ActionIcon, Button, Select } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { newKey } from "../api/deed";
import type { Contract, CreditGrant, Payment } from "../api/types";
import { useMoney } from "../format/money";
import { useNames, usualMethods } from "../format/names";
import { useWords } from "../i18n/words";
import { isCredit, isLive, refOf, type ContractName } from "../pages/client/live";
import { MoneyField } from "./MoneyField";
import style from "./Payments.module.css";

export interface Paying {
  id: string;
  method: string;
  amount: number | undefined;
}

/** Before the name of a top-up, as JSON. */
const OF_CREDIT = "credit:";

/** Rows outlive a reload with a draft, so a name must not come again in the next life of the page. */
export const paying = (amount?: number, method = "cash"): Paying => ({ id: newKey(), method, amount });

/** As the interface wants them: a method that is a top-up's own is credit from it. */
export function paymentsOf(rows: Paying[]): Payment[] {
  return rows.flatMap(({ method, amount }) => {
    if (!amount) return [];
    const from = method.startsWith(OF_CREDIT) ? (JSON.parse(method.slice(OF_CREDIT.length)) as ContractName) : undefined;
    return [from === undefined ? { method, amount } : { method: "credit", amount, from }];
  });
}

interface Props {
  rows: Paying[];
  onChange: (rows: Paying[]) => void;
  /** What is left to pay, to fill in. */
  open: number;
  /** That is being asked anew. */
  waits?: boolean;
  /** The client's, whose credit may be spent. */
  contracts: Contract[];
}

export function Payments({ rows, onChange, open, waits = false, contracts }: Props) {
  const t = useWords("words");
  const names = useNames();
  const money = useMoney();
  const credits = contracts.filter(isLive).flatMap((contract) => {
    const grant = contract.grants.find(isCredit) as CreditGrant | undefined;
    if (!grant || grant.left <= 0) return [];
    return [{ value: OF_CREDIT + JSON.stringify(refOf(contract)), label: t("creditLeft", { amount: money(grant.left) }) }];
  });
  const methods = [...usualMethods.map((one) => ({ value: one as string, label: names.method(one) })), ...credits];
  const set = (id: string, part: Partial<Paying>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <div className={style.payments}>
      {rows.map((row) => (
        <div key={row.id} className={style.row}>
          <Select
            aria-label={t("methodLabel")}
            className={style.method}
            data={methods}
            value={row.method}
            onChange={(method) => method && set(row.id, { method })}
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
            size="md"
          />
          <MoneyField
            aria-label={t("amount")}
            className={style.amount}
            value={row.amount}
            onChange={(amount) => set(row.id, { amount })}
            missing={t("noAmount")}
            size="md"
          />
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("removePayment")} onClick={() => onChange(rows.filter((one) => one !== row))}>
            <X size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className="actions">
        <Button
          variant="default"
          leftSection={<Plus size={18} aria-hidden />}
          aria-disabled={waits}
          onClick={() => !waits && onChange([...rows, paying(open > 0 ? open : undefined)])}
        >
          {open > 0 ? t("payOpen", { amount: money(open) }) : t("addPayment")}
        </Button>
      </div>
    </div>
  );
}
