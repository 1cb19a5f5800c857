// What can be put on the visit: the client's cards first, then all there is, found as one types.
import { TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import type { ClientPage, SessionGrant } from "../../api/types";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { useTitle } from "../../parts/PunchCard";
import { isCredit, isLive, refOf } from "../client/live";
import { newLine, type Kind, type Line } from "./visit";
import style from "./Picker.module.css";

interface Choice {
  id: string;
  group: "cards" | "services" | "offers" | "products";
  label: string;
  aside: string;
  line: () => Line;
}

function useCards(page: ClientPage): Choice[] {
  const t = useWords("checkout");
  const names = useNames();
  const title = useTitle();
  return page.contracts.filter((one) => isLive(one) && one.status === "active").flatMap((contract) =>
    contract.grants.flatMap((grant, index) => {
      if (isCredit(grant) || grant.left <= 0) return [];
      const services = (grant as SessionGrant).any_of ?? [grant.service ?? ""];
      return services.filter(Boolean).map((service) => ({
        id: `${contract.contract}-${index}-${service}`,
        group: "cards" as const,
        label: `${names.item(service)} · ${title(contract)}`,
        aside: [t("words:sessionsLeft", { count: grant.left }), grant.expires_on && t("words:goodUntil", { date: dayText(grant.expires_on) })].filter(Boolean).join(" · "),
        line: () => newLine("redeem", service, { contract: refOf(contract) }),
      }));
    }),
  );
}

function useLists(): Choice[] {
  const { catalog } = useNames();
  const money = useMoney();
  const choice = (group: Choice["group"], kind: Kind) => (row: { code: string; name: string | null; price: number }) => ({
    id: `${group}-${row.code}`,
    group,
    label: row.name || row.code,
    aside: money(row.price),
    line: () => newLine(kind, row.code),
  });
  return [
    ...catalog.services.map(choice("services", "service")),
    ...catalog.offers.filter((offer) => offer.for_sale).map(choice("offers", "sell")),
    ...catalog.products.map(choice("products", "product")),
  ];
}

export function Picker({ page, onAdd }: { page: ClientPage; onAdd: (line: Line) => void }) {
  const t = useWords("checkout");
  const [words, setWords] = useState("");
  const low = words.trim().toLocaleLowerCase();
  const fits = (choice: Choice) => choice.label.toLocaleLowerCase().includes(low);
  const choices = [...useCards(page), ...useLists()].filter(fits);
  const add = (choice: Choice | undefined) => {
    if (!choice) return;
    onAdd(choice.line());
    setWords("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (low) add(choices[0]);
  };
  return (
    <section className={style.picker} aria-label={t("add")}>
      <TextInput
        size="md"
        leftSection={<Search size={18} aria-hidden />}
        aria-label={t("find")}
        placeholder={t("find")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={press}
        autoComplete="off"
      />
      {(["cards", "services", "offers", "products"] as const).map((group) => {
        const rows = choices.filter((choice) => choice.group === group);
        return rows.length === 0 ? null : (
          <div key={group} className={style.group}>
            <h2>{t(`group.${group}`)}</h2>
            <ul className="plain">
              {rows.map((choice) => (
                <li key={choice.id}>
                  <button type="button" className={style.choice} data-group={group} onClick={() => add(choice)}>
                    <bdi>{choice.label}</bdi>
                    <span className="num">{choice.aside}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {choices.length === 0 && <p className="dim">{t("nothingFound")}</p>}
    </section>
  );
}
