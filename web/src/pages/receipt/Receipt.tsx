// The receipt of a visit or a later payment, in the client's own language where it is known: what was done and paid, and the sessions left. Made for
// paper. The note of the visit is not on it: that is the house's own.
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { Link, useParams } from "wouter";
import { clientQuery, settingsQuery } from "../../api/queries";
import type { ClientPage, Past, SessionGrant } from "../../api/types";
import { clientPlace, useClientRef } from "../../app/places";
import { languageOf, Tongue, useChoices } from "../../format/choices";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { Deeds } from "../../parts/Deeds";
import { useTitle } from "../../parts/PunchCard";
import { isCredit, isLive } from "../client/live";
import style from "./Receipt.module.css";

function Left({ page }: { page: ClientPage }) {
  const t = useWords("checkout");
  const names = useNames();
  const money = useMoney();
  const title = useTitle();
  const chosen = useChoices();
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
                {grant.expires_on && <span className={style.until}>{t("words:goodUntil", { date: dayText(grant.expires_on, "day", chosen) })}</span>}
              </li>
            )),
        )}
      </ul>
    </section>
  );
}

/** What was done and paid, and how it stands since. */
function Paid({ page, past }: { page: ClientPage; past: Past }) {
  const t = useWords("checkout");
  const money = useMoney();
  const paid = past.did.reduce((sum, did) => (did.deed === "paid" && did.stands ? sum + (did.amount ?? 0) : sum), 0);
  return (
    <>
      <Deeds past={past} />
      <dl>
        <div>
          <dt>{past.operation === "visit" ? t("receiptPaid") : t("words:paid")}</dt>
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

function Paper({ page, entry, past }: { page: ClientPage; entry: string; past: Past | undefined }) {
  const t = useWords("checkout");
  const chosen = useChoices();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  return (
    <article className={style.paper} lang={chosen.language}>
      <header>
        <h1 dir="auto">{settings.name || "carnet"}</h1>
        <p>{t("receiptNumber", { number: entry })}</p>
        <p>{dayText(past?.date, "day", chosen)}</p>
        <p dir="auto">{page.client.name || page.client.ref}</p>
      </header>
      {past ? <Paid page={page} past={past} /> : <p>{t("receiptMissing")}</p>}
      <footer>{t("receiptThanks")}</footer>
    </article>
  );
}

export default function Receipt() {
  const t = useWords("checkout");
  const { entry = "" } = useParams<{ entry: string }>();
  const ref = useClientRef();
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  const past = page.history?.find((one) => one.entry === Number(entry));
  return (
    <div className={style.page}>
      <div className="actions unprinted">
        <Button disabled={!past} leftSection={<Printer size={18} aria-hidden />} onClick={() => print()}>
          {t("shell:print")}
        </Button>
        <Button component={Link} href={clientPlace(ref)} variant="default">
          {t("toClient")}
        </Button>
      </div>
      <Tongue value={languageOf(page.client.language)}>
        <Paper page={page} entry={entry} past={past} />
      </Tongue>
    </div>
  );
}
