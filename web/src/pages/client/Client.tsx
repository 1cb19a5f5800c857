// A client: every package as a punch card, what is due, and what happened.
import { Button, Menu } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Banknote, CircleEllipsis, ShoppingBag } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { clientQuery } from "../../api/queries";
import type { ClientPage, Contract } from "../../api/types";
import { clientPlace, useClientRef } from "../../app/places";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { Dial } from "../../parts/Dial";
import { PunchCard } from "../../parts/PunchCard";
import { EditClient } from "./EditClient";
import { History } from "./History";
import { ContractMenu } from "./ContractMenu";
import { isLive, refOf } from "./live";
import { Memberships } from "./Memberships";
import { Pay } from "./Pay";
import style from "./Client.module.css";

function Head({ page, onPay, onEdit }: { page: ClientPage; onPay: () => void; onEdit: () => void }) {
  const t = useWords("client");
  const money = useMoney();
  const names = useNames();
  const { client, due } = page;
  const place = clientPlace(client.ref);
  return (
    <header className="top">
      <div className={style.face}>
        <h1 dir="auto">{client.name || client.ref}</h1>
        <p className={`dim ${style.facts}`}>
          {client.phone && <Dial phone={client.phone} />}
          {client.email && <bdi>{client.email}</bdi>}
          {client.tags?.map((tag) => (
            <bdi key={tag} className="tag" data-tone="good">
              {names.tag(tag)}
            </bdi>
          ))}
        </p>
        {client.note && (
          <p className={style.note} dir="auto">
            {client.note}
          </p>
        )}
      </div>
      <div className="actions">
        {due > 0 && (
          <Button size="md" variant="light" color="stamp" leftSection={<Banknote size={20} aria-hidden />} onClick={onPay}>
            {t("payDue", { amount: money(due) })}
          </Button>
        )}
        <Button component={Link} href={`${place}/visit`} size="md" leftSection={<ShoppingBag size={20} aria-hidden />}>
          {t("newVisit")}
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="md" variant="default" aria-label={t("more")}>
              <CircleEllipsis size={20} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onEdit}>{t("edit")}</Menu.Item>
            <Menu.Item component={Link} href={`${place}/link`}>
              {t("link.title")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}

/** What needs attention first: what is about to be lost, then the newest. */
function sorted(contracts: Contract[]): Contract[] {
  const soonest = (contract: Contract) => contract.grants.map((grant) => grant.expires_on ?? "9999").sort()[0] ?? "9999";
  return [...contracts].sort((a, b) => soonest(a).localeCompare(soonest(b)) || b.contract - a.contract);
}

function Cards({ page }: { page: ClientPage }) {
  const t = useWords("client");
  const [, goTo] = useLocation();
  const [all, setAll] = useState(false);
  const live = sorted(page.contracts.filter(isLive));
  const past = page.contracts.filter((one) => !isLive(one) && one.offer).reverse();
  const shown = all ? [...live, ...past] : live;
  const redeem = (contract: Contract, service: string) => {
    const name = refOf(contract);
    const words = new URLSearchParams({ redeem: service, [typeof name === "number" ? "number" : "contract"]: String(name) });
    goTo(clientPlace(page.client.ref, `/visit?${words}`));
  };
  return (
    <section aria-label={t("cards")}>
      {live.length === 0 && <p className={`sheet dim ${style.none}`}>{t("noCards")}</p>}
      <div className={style.cards}>
        {shown.map((contract) => (
          <PunchCard
            key={contract.contract}
            contract={contract}
            shared={contract.client !== page.client.ref}
            onRedeem={isLive(contract) ? (service) => redeem(contract, service) : undefined}
            menu={<ContractMenu contract={contract} client={page.client.ref} />}
          />
        ))}
      </div>
      {past.length > 0 && (
        <Button className={style.more} variant="subtle" onClick={() => setAll((now) => !now)} aria-expanded={all}>
          {all ? t("hidePast") : t("showPast", { count: past.length })}
        </Button>
      )}
    </section>
  );
}

function Page({ page }: { page: ClientPage }) {
  const [open, setOpen] = useState<"pay" | "edit">();
  return (
    <div className="page">
      <Head page={page} onPay={() => setOpen("pay")} onEdit={() => setOpen("edit")} />
      <Cards page={page} />
      <Memberships page={page} />
      <History page={page} />
      {open === "pay" && <Pay page={page} onClose={() => setOpen(undefined)} />}
      {open === "edit" && <EditClient page={page} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

/** Each client's page is one of its own: a dialog opened for one is never another's. */
export default function Client() {
  const ref = useClientRef();
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  return <Page key={page.client.ref} page={page} />;
}
