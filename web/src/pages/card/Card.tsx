// A client's own punch cards, behind a private link. The secret is what follows the # of the address, so that no server sees it in
// one; it is sent along as a bearer's token.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { carrySecret } from "../../api/client";
import { Problem } from "../../api/problem";
import { catalogQuery, meQuery, queries, settingsQuery } from "../../api/queries";
import type { ClientPage } from "../../api/types";
import { choose, languageOf, languages, useChoices } from "../../format/choices";
import { dayText } from "../../format/dates";
import { moneyText } from "../../format/money";
import { useWords } from "../../i18n/words";
import { Deeds } from "../../parts/Deeds";
import { ProblemNote } from "../../parts/Failure";
import { Mark } from "../../parts/Mark";
import { PunchCard } from "../../parts/PunchCard";
import { Waiting } from "../../parts/Waiting";
import { isLive } from "../client/live";
import style from "./Card.module.css";

/** What the page says about the house stands in for the lists, which a client may not read. */
function useHouse(page: ClientPage): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    if (!page.house || !page.names) return;
    queries.setQueryData(settingsQuery.queryKey, { ...page.house, timezone: "", clock: "real", closed_to: null });
    queries.setQueryData(catalogQuery.queryKey, {
      branches: [],
      products: [],
      tags: [],
      services: page.names.services.map((row) => ({ number: 0, price: 0, tax: 0, ...row })),
      staff: page.names.staff.map((row) => ({ number: 0, role: "practitioner" as const, ...row })),
      offers: page.names.offers.map((row) => ({
        number: 0, kind: "package" as const, price: 0, for_sale: false, grants: [], refund: { method: "" }, ...row,
      })),
    });
    setThere(true);
  }, [page]);
  return there;
}

function History({ page }: { page: ClientPage }) {
  const t = useWords("card");
  const entries = (page.history ?? []).filter((past) => past.undone_by === undefined && past.did.some((did) => did.stands));
  if (entries.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("history")}</h2>
      <ol className={`plain ${style.history}`}>
        {entries.slice(0, 40).map((past) => (
          <li key={past.entry}>
            <span className="dim num">{dayText(past.date)}</span>
            <Deeds past={past} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Page({ page }: { page: ClientPage }) {
  const t = useWords("card");
  const { language } = useChoices();
  const there = useHouse(page);
  useEffect(() => {
    document.title = page.house?.name || "carnet";
  }, [page.house?.name]);
  if (!there || !page.house) return <Waiting />;
  const live = page.contracts.filter(isLive).filter((contract) => contract.offer);
  return (
    <>
      <header className={style.head}>
        <Mark size={40} />
        <div>
          <p className="dim" dir="auto">
            {page.house.name}
          </p>
          <h1 dir="auto">{page.client.name || t("title")}</h1>
        </div>
      </header>
      {page.due > 0 && (
        <p className={style.due}>
          {t("due")} <strong className="num">{moneyText(language, page.house, page.due)}</strong>
        </p>
      )}
      <section className={style.cards} aria-label={t("cards")}>
        {live.length === 0 ? (
          <p className="sheet dim">{t("none")}</p>
        ) : (
          live.map((contract) => <PunchCard key={contract.contract} contract={contract} />)
        )}
      </section>
      <History page={page} />
    </>
  );
}

function Languages() {
  const t = useWords("card");
  const { language } = useChoices();
  return (
    <ul className={`plain ${style.languages} unprinted`} aria-label={t("shell:language")}>
      {languages.map((one) => (
        <li key={one}>
          <button type="button" lang={one} aria-pressed={one === language} onClick={() => choose({ language: one })}>
            {t(`shell:languages.${one}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The client's language, unless they chose another here. */
function useTheirLanguage(page: ClientPage | undefined): void {
  useEffect(() => {
    const theirs = languageOf(page?.client.language);
    let chosen = false;
    try {
      chosen = localStorage.getItem("carnet.choices") !== null;
    } catch {
      // No storage: nothing was chosen.
    }
    if (theirs && !chosen) choose({ language: theirs }, false);
  }, [page?.client.language]);
}

/** Another link in the same window changes only what is after the #: somebody else's cards, from the beginning. */
function useOneLink(): void {
  useEffect(() => {
    const again = () => location.reload();
    addEventListener("hashchange", again);
    return () => removeEventListener("hashchange", again);
  }, []);
}

export default function Card() {
  const t = useWords("card");
  const secret = useMemo(() => location.hash.slice(1), []);
  carrySecret(secret || undefined);
  useOneLink();
  const { data: page, error, isPending } = useQuery({ ...meQuery, enabled: secret !== "" });
  useTheirLanguage(page);
  const invalid = secret === "" || (error instanceof Problem && ["unauthenticated", "forbidden", "not_found"].includes(error.code));
  return (
    <main className={style.card}>
      {invalid ? (
        <p className="lonely">{t("invalid")}</p>
      ) : isPending ? (
        <Waiting />
      ) : page ? (
        <Page page={page} />
      ) : (
        <ProblemNote problem={error} />
      )}
      <Languages />
    </main>
  );
}
