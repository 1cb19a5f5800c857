import { Select } from "@mantine/core";
import { useNames } from "../../format/names";
import { useWords, type Key } from "../../i18n/words";
import { ClientPicker } from "../../parts/ClientPicker";
import { DayField } from "../../parts/DayField";
import { bases, type Filter, type Kind } from "./kinds";
import style from "./Reports.module.css";
import { streams } from "../dashboard/figures";

interface Props {
  kind: Kind;
  value: (name: string) => string;
  set: (name: string, value: string) => void;
}

const isDay = (filter: Filter) => filter === "from" || filter === "to" || filter === "as_of";

function useChoices(): (filter: Filter) => { value: string; label: string }[] {
  const t = useWords("figures");
  const { catalog } = useNames();
  const named = (rows: readonly { code: string; name: string | null }[]) => rows.map(({ code, name }) => ({ value: code, label: name || code }));
  return (filter) => {
    if (filter === "branch") return named(catalog.branches);
    if (filter === "staff") return [...named(catalog.staff), { value: "house", label: t("words:house") }];
    if (filter === "service") return named(catalog.services);
    if (filter === "stream") return streams.map((value) => ({ value, label: t(`words:stream.${value}`) }));
    return bases.map((value) => ({ value, label: t(`basis.${value}`) }));
  };
}

function By({ kind, value, set }: Props) {
  const t = useWords("figures");
  if (!kind.by) return null;
  const chosen = (value("by") || (kind.usual ?? "")).split(",").filter(Boolean);
  const press = (one: string) => {
    if (kind.single) return set("by", one);
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    // In the order of the list: time first.
    if (next.length > 0) set("by", kind.by?.filter((other) => next.includes(other)).join(",") ?? "");
  };
  return (
    <fieldset className={style.by}>
      <legend>{t("by")}</legend>
      {kind.by.map((one) => (
        <button key={one} type="button" className={style.chip} aria-pressed={chosen.includes(one)} onClick={() => press(one)}>
          {t(`dimension.${one}` as Key<"figures">)}
        </button>
      ))}
    </fieldset>
  );
}

export function Filters(props: Props) {
  const { kind, value, set } = props;
  const t = useWords("figures");
  const choicesOf = useChoices();
  return (
    <div className="page unprinted">
      <div className={style.filters}>
        {kind.filters.map((filter) =>
          isDay(filter) ? (
            <DayField key={filter} label={t(`filter.${filter}`)} value={value(filter)} onChange={(event) => set(filter, event.currentTarget.value)} />
          ) : filter === "client" ? (
            <ClientPicker key={filter} label={t("filter.client")} value={value(filter) || null} onChange={(client) => set(filter, client ?? "")} size="sm" clearable />
          ) : (
            <Select
              key={filter}
              label={t(`filter.${filter}`)}
              placeholder={t(filter === "basis" ? "usualBasis" : "all")}
              value={value(filter) || null}
              onChange={(chosen) => set(filter, chosen ?? "")}
              data={choicesOf(filter)}
              clearable
              clearButtonProps={{ "aria-label": t("clear") }}
            />
          ),
        )}
      </div>
      <By {...props} />
    </div>
  );
}
