// The lines of a visit: each with its hands, its number, its price where that differs.
import { ActionIcon, Button, Select } from "@mantine/core";
import { X } from "lucide-react";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords, type Key } from "../../i18n/words";
import { MoneyField } from "../../parts/MoneyField";
import { SessionsField } from "../../parts/SessionsField";
import { StaffPicker } from "../../parts/StaffPicker";
import { listPrice, mostOf, newLine, offerOf, servicesOfOffer, type Line } from "./visit";
import style from "./Lines.module.css";

interface Props {
  lines: Line[];
  onChange: (lines: Line[]) => void;
}

function useLineTitle(): (line: Line) => string {
  const names = useNames();
  return (line) => (line.kind === "sell" ? names.offer(line.what) : names.item(line.what));
}

/** Sold and used at once: a line that takes a session of what this one sells. */
function UseNow({ line, lines, onUse }: { line: Line; lines: Line[]; onUse: (service: string) => void }) {
  const t = useWords("checkout");
  const names = useNames();
  const services = servicesOfOffer(offerOf(names.catalog, line.what));
  const used = new Set(lines.filter((one) => one.kind === "redeem" && one.contract === line.ref).map((one) => one.what));
  const free = services.filter((service) => !used.has(service));
  return (
    <div className="actions">
      {free.map((service) => (
        <Button key={service} variant="light" onClick={() => onUse(service)}>
          {services.length > 1 ? t("useNowOf", { what: names.item(service) }) : t("useNow")}
        </Button>
      ))}
    </div>
  );
}

function Seller({ line, set }: { line: Line; set: (part: Partial<Line>) => void }) {
  const t = useWords("checkout");
  const { catalog } = useNames();
  return (
    <Select
      label={t("seller")}
      data={catalog.staff.map((one) => ({ value: one.code, label: one.name || one.code }))}
      value={line.seller ?? null}
      onChange={(seller) => set({ seller: seller ?? undefined })}
      clearable
      size="md"
    />
  );
}

function One({ line, lines, set, remove, use }: { line: Line; lines: Line[]; set: (part: Partial<Line>) => void; remove: () => void; use: (service: string) => void }) {
  const t = useWords("checkout");
  const names = useNames();
  const money = useMoney();
  const title = useLineTitle()(line);
  const list = listPrice(names.catalog, line);
  return (
    <li className={style.line}>
      <div className={style.head}>
        <div className={style.title}>
          <strong dir="auto">{title}</strong>
          <span className="dim small">{t(`kind.${line.kind}` as Key<"checkout">)}</span>
        </div>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("remove", { what: title })} onClick={remove}>
          <X size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={style.fields}>
        {(line.kind === "redeem" || line.kind === "product") && (
          <SessionsField
            label={line.kind === "redeem" ? t("sessions") : t("quantity")}
            value={line.count}
            most={mostOf(line)}
            onChange={(count) => set({ count })}
          />
        )}
        {line.kind !== "redeem" && (
          <MoneyField
            label={t("price")}
            placeholder={money(list, true)}
            value={line.price}
            onChange={(price) => set({ price })}
            size="md"
            className={style.price}
          />
        )}
        {line.kind === "sell" && <Seller line={line} set={set} />}
      </div>
      {line.kind === "sell" ? (
        <UseNow line={line} lines={lines} onUse={use} />
      ) : line.kind === "product" ? null : (
        <>
          <StaffPicker label={t("hands")} value={line.staff} onChange={(staff) => set({ staff })} />
          {line.staff.length === 0 && <p className="dim small">{t("noHands")}</p>}
        </>
      )}
    </li>
  );
}

export function Lines({ lines, onChange }: Props) {
  const t = useWords("checkout");
  if (lines.length === 0) return <p className={`dim ${style.empty}`}>{t("empty")}</p>;
  const without = (line: Line) => lines.filter((one) => one !== line && !(line.ref && one.contract === line.ref));
  return (
    <ul className={`plain ${style.lines}`}>
      {lines.map((line, index) => (
        <One
          key={line.id}
          line={line}
          lines={lines}
          set={(part) => onChange(lines.map((one) => (one === line ? { ...one, ...part } : one)))}
          remove={() => onChange(without(line))}
          use={(service) => onChange([...lines.slice(0, index + 1), newLine("redeem", service, { contract: line.ref }), ...lines.slice(index + 1)])}
        />
      ))}
    </ul>
  );
}
