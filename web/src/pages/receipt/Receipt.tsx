// The receipt of a visit, in the client's own language: what was done and paid, and the sessions left. Made for paper.
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { Link, useParams } from "wouter";
import { clientQuery, settingsQuery } from "../../api/queries";
import type { ClientPage, SessionGrant } from "../../api/types";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { useTitle } from "../../parts/PunchCard";
import { useDeedText } from "../../parts/useDeedText";
import { isCredit, isLive } from "../client/live";
import style from "./Receipt.module.css";

type Past = NonNullable<ClientPage["history"]>[number];

function Left({ page }: { page: ClientPage }) {
  const t = useWords("checkout");
  const names = useNames();
  const money = useMoney();
  const title = useTitle();
  const live = page.contracts.filter(isLive).filter((one) => one.offer);
  if (live.length === 0) return null;
  return (
    <section>
      <h2>{t("receiptLeft")}</h2>
      <ul className="plain">
        {live.flatMap((contract) =>
          contract.grants
            .filter((grant) => grant.left > 0)
            .map((grant, index) => (
              <li key={`${contract.contract} ${index}`} className={style.left}>
                <bdi>
                  {isCredit(grant)
                    ? title(contract)
                    : `${((grant as SessionGrant).any_of ?? [(grant as SessionGrant).service]).map(names.item).join(" / ")} · ${title(contract)}`}
                </bdi>
                <span className="num">{isCredit(grant) ? money(grant.left) : t("words:session", { count: grant.left })}</span>
                {grant.expires_on && <span className={style.until}>{t("words:goodUntil", { date: dayText(grant.expires_on) })}</span>}
              </li>
            )),
        )}
      </ul>
    </section>
  );
}

/** What was done and paid at a visit, and how it stands since. */
function Paid({ page, past }: { page: ClientPage; past: Past }) {
  const t = useWords("checkout");
  const names = useNames();
  const money = useMoney();
  const text = useDeedText({ ...names, money });
  const paid = past.did.reduce((sum, did) => (did.deed === "paid" && did.stands ? sum + (did.amount ?? 0) : sum), 0);
  return (
    <>
      <ul className="plain">
        {past.did
          .filter((did) => did.stands && did.deed !== "spent")
          .map((did, index) => (
            <li key={index} dir="auto">
              {text(did)}
            </li>
          ))}
      </ul>
      <dl>
        <div>
          <dt>{t("receiptPaid")}</dt>
          <dd className="num">{money(paid)}</dd>
        </div>
        <div>
          <dt>{t("receiptDue")}</dt>
          <dd className="num">{money(page.due)}</dd>
        </div>
      </dl>
      <Left page={page} />
    </>
  );
}

export default function Receipt() {
  const t = useWords("checkout");
  const words = useParams<{ ref: string; entry: string }>();
  const ref = decodeURIComponent(words.ref);
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const past = page.history?.find((one) => one.entry === Number(words.entry));
  return (
    <div className={style.page}>
      <div className="actions unprinted">
        <Button disabled={!past} leftSection={<Printer size={18} aria-hidden />} onClick={() => print()}>
          {t("shell:print")}
        </Button>
        <Button component={Link} href={`/clients/${encodeURIComponent(ref)}`} variant="default">
          {t("toClient")}
        </Button>
      </div>
      <article className={style.paper}>
        <header>
          <h1 dir="auto">{settings.name || "carnet"}</h1>
          <p>{t("receiptNumber", { number: words.entry })}</p>
          <p>{dayText(past?.date)}</p>
          <p dir="auto">{page.client.name || page.client.ref}</p>
        </header>
        {past ? <Paid page={page} past={past} /> : <p>{t("receiptMissing")}</p>}
        <footer>{t("receiptThanks")}</footer>
      </article>
    </div>
  );
}
