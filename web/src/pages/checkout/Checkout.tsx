// One visit: redeem, sell and use at once, charge, pay. What it would leave, owe and credit is asked of the server while it is put
// together.
import { Button, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { Link } from "wouter";
import { useDone } from "../../api/deed";
import { clientQuery } from "../../api/queries";
import type { ClientPage, Result } from "../../api/types";
import { useQuote } from "../../api/useQuote";
import { clientPlace, useClientRef } from "../../app/places";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { DeedNote } from "../../parts/DeedNote";
import { Effect, type EffectLine } from "../../parts/Effect";
import { Payments } from "../../parts/Payments";
import { useCredited } from "../../parts/useCredited";
import { Done } from "./Done";
import { Lines } from "./Lines";
import { Picker } from "./Picker";
import { useVisit } from "./useVisit";
import { operationOf } from "./visit";
import style from "./Checkout.module.css";

function useEffectLines(): (result: Result) => EffectLine[] {
  const t = useWords("checkout");
  const names = useNames();
  const credited = useCredited();
  return (result) => {
    const left = new Map<string, EffectLine>();
    for (const row of result.redeemed ?? [])
      left.set(`${row.contract} ${row.service}`, { label: t("leftOf", { what: names.item(row.service) }), value: t("words:session", { count: row.left }) });
    return [...left.values(), ...credited(result)];
  };
}

function Totals({ total, paid, due }: { total: number; paid: number; due: number }) {
  const t = useWords("checkout");
  const money = useMoney();
  return (
    <dl className={style.totals}>
      <div>
        <dt>{t("total")}</dt>
        <dd className="num">{money(total)}</dd>
      </div>
      <div>
        <dt>{t("words:paid")}</dt>
        <dd className="num">{money(paid)}</dd>
      </div>
      <div data-strong data-due={due > 0 || undefined}>
        <dt>{t("words:due")}</dt>
        <dd className="num">{money(due)}</dd>
      </div>
    </dl>
  );
}

function Form({ page, onDone }: { page: ClientPage; onDone: (result: Result) => void }) {
  const t = useWords("checkout");
  const { visit, change, deed } = useVisit(`visit ${page.client.ref}`);
  const form = useRef<HTMLFormElement>(null);
  const lines = useEffectLines();
  const ready = deed.state === "ready";
  const operation = operationOf(page.client.ref, visit);
  const unpaid = useQuote(operationOf(page.client.ref, visit, false), ready);
  const quoted = useQuote(operation, ready);
  const total = unpaid.result?.due ?? 0;
  const due = quoted.result?.due ?? Math.max(0, total);
  const fits = ready && unpaid.fits && quoted.fits;
  useDone(deed, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (operation && fits) void deed.act(operation);
  };
  return (
    <form
      ref={form}
      className={style.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <fieldset className={`plainset ${style.picking}`} disabled={!ready}>
        <Picker
          page={page}
          onAdd={(line) => change({ lines: [...visit.lines, { ...line, staff: line.kind === "sell" || line.kind === "product" ? [] : (visit.lines.at(-1)?.staff ?? []) }] })}
        />
      </fieldset>
      <section className={`sheet ${style.visit}`} aria-label={t("visit")}>
        <fieldset className="plainset page" disabled={!ready}>
          <h2>{t("visit")}</h2>
          <Lines lines={visit.lines} onChange={(next) => change({ lines: next })} />
          {visit.lines.length > 0 && (
            <>
              <h3>{t("payments")}</h3>
              <Payments rows={visit.payments} onChange={(payments) => change({ payments })} open={due} waits={!fits} contracts={page.contracts} />
              <TextInput
                label={t("words:note")}
                value={visit.note}
                onChange={(event) => change({ note: event.currentTarget.value })}
                maxLength={2000}
                size="md"
              />
            </>
          )}
        </fieldset>
        {visit.lines.length > 0 && (
          <>
            <Effect title={t("shell:effect")} lines={quoted.result ? lines(quoted.result) : []} problem={quoted.problem ?? unpaid.problem} />
            <div className={style.foot}>
              {unpaid.result && <Totals total={total} paid={Math.max(0, total - due)} due={due} />}
              <DeedNote deed={deed} />
              <Button
                type="submit"
                size="lg"
                fullWidth
                loading={deed.state === "sending"}
                disabled={!fits}
              >
                {t("do")}
              </Button>
              <p className="dim small">
                <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t("orKeys")}
              </p>
            </div>
          </>
        )}
        {page.due > 0 && <OlderDue page={page} />}
      </section>
    </form>
  );
}

function OlderDue({ page }: { page: ClientPage }) {
  const t = useWords("checkout");
  const money = useMoney();
  return (
    <p className={style.older}>
      {t("olderDue", { amount: money(page.due) })} <Link href={clientPlace(page.client.ref)}>{t("payThere")}</Link>
    </p>
  );
}

function Page({ page }: { page: ClientPage }) {
  const t = useWords("checkout");
  const [result, setResult] = useState<Result>();
  const name = page.client.name || page.client.ref;
  if (result) return <Done page={page} result={result} onNext={() => setResult(undefined)} />;
  return (
    <div className="page">
      <div className="top">
        <div className={style.who}>
          <h1 dir="auto">{name}</h1>
          <p className="dim">{t("title")}</p>
        </div>
        <Button component={Link} href={clientPlace(page.client.ref)} variant="default">
          {t("shell:back")}
        </Button>
      </div>
      <Form page={page} onDone={setResult} />
    </div>
  );
}

/** What was done for one client is not said of the next. */
export default function Checkout() {
  const ref = useClientRef();
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  return <Page key={page.client.ref} page={page} />;
}
