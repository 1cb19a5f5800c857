// After it is done: what is left, what is due, who is credited, what to offer next; the receipt; and the way back, if it was wrong.
import { Button } from "@mantine/core";
import { CircleCheck, Printer, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { ClientPage, Result } from "../../api/types";
import { clientPlace } from "../../app/places";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { useCredited } from "../../parts/useCredited";
import { Undo } from "../client/History";
import { Renewals } from "../../parts/Renewals";
import style from "./Done.module.css";

function Left({ result }: { result: Result }) {
  const t = useWords("checkout");
  const names = useNames();
  const rows = new Map((result.redeemed ?? []).map((row) => [`${row.contract} ${row.service}`, row]));
  return [...rows].map(([key, row]) => (
    <div key={key}>
      <dt>
        <bdi>{names.item(row.service)}</bdi>
      </dt>
      <dd>{t("words:sessionsLeft", { count: row.left })}</dd>
    </div>
  ));
}

export function Done({ page, result, onNext }: { page: ClientPage; result: Result; onNext: () => void }) {
  const t = useWords("checkout");
  const money = useMoney();
  const credited = useCredited();
  const [, goTo] = useLocation();
  const [undoing, setUndoing] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const place = clientPlace(page.client.ref);
  const entry = result.entry ?? 0;
  return (
    <div className={`page ${style.done}`}>
      <div className={style.head}>
        <CircleCheck size={36} aria-hidden />
        <div>
          <h1 ref={title} tabIndex={-1}>
            {t("done")}
          </h1>
          <p className="dim" dir="auto">
            {page.client.name || page.client.ref}
          </p>
        </div>
      </div>
      <dl className={`sheet ${style.facts}`}>
        <Left result={result} />
        {credited(result).map((line, index) => (
          <div key={index}>
            <dt>
              <bdi>{line.label}</bdi>
            </dt>
            <dd className="num">{line.value}</dd>
          </div>
        ))}
        <div data-strong>
          <dt>{t("words:due")}</dt>
          <dd className="num">{money(result.due ?? 0)}</dd>
        </div>
      </dl>
      <Renewals renewals={result.renewals} client={page.client.ref} onSell={onNext} />
      <div className="actions">
        <Button component={Link} href={place} size="md">
          {t("toClient")}
        </Button>
        <Button component={Link} href={`${place}/receipt/${entry}`} variant="default" size="md" leftSection={<Printer size={18} aria-hidden />}>
          {t("receipt")}
        </Button>
        <Button variant="subtle" color="stamp" size="md" leftSection={<Undo2 size={18} aria-hidden />} onClick={() => setUndoing(true)}>
          {t("undo")}
        </Button>
      </div>
      {undoing && <Undo entry={entry} operation="visit" did={page.history?.find((past) => past.entry === entry)?.did ?? []} onClose={() => setUndoing(false)} onDone={() => goTo(place)} />}
    </div>
  );
}
