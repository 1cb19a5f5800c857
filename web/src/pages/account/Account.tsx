import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { remove } from "../../api/client";
import { queries, settingsQuery } from "../../api/queries";
import { useWho } from "../../app/who";
import { calendars, choose, languages, schemes, useChoices, type Calendar, type Language, type Scheme } from "../../format/choices";
import { dayText } from "../../format/dates";
import { ProblemNote } from "../../parts/Failure";
import style from "./Account.module.css";
import { NewPassword } from "./NewPassword";
import { SecondFactor } from "./SecondFactor";
import { useWords } from "../../i18n/words";

function Choice({ label, children, help }: { label: string; children: ReactNode; help?: string }) {
  return (
    <div className={style.choice}>
      <span>{label}</span>
      {children}
      {help && <span className="dim small">{help}</span>}
    </div>
  );
}

function Tastes() {
  const t = useWords("shell");
  const { language, calendar, scheme } = useChoices();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  return (
    <section className="sheet page">
      <h2>{t("account.tastes")}</h2>
      <Choice label={t("language")}>
        <SegmentedControl
          className={style.control}
          aria-label={t("language")}
          value={language}
          onChange={(value) => choose({ language: value as Language })}
          data={languages.map((one) => ({ value: one, label: t(`languages.${one}`) }))}
        />
      </Choice>
      <Choice label={t("account.calendar")} help={dayText(settings.today, "long")}>
        <SegmentedControl
          className={style.control}
          aria-label={t("account.calendar")}
          value={calendar}
          onChange={(value) => choose({ calendar: value as Calendar })}
          data={calendars.map((one) => ({ value: one, label: t(`account.calendars.${one}`) }))}
        />
      </Choice>
      <Choice label={t("account.scheme")}>
        <SegmentedControl
          className={style.control}
          aria-label={t("account.scheme")}
          value={scheme}
          onChange={(value) => choose({ scheme: value as Scheme })}
          data={schemes.map((one) => ({ value: one, label: t(`account.schemes.${one}`) }))}
        />
      </Choice>
    </section>
  );
}

export default function Account() {
  const t = useWords("shell");
  const who = useWho();
  const leave = useMutation({
    mutationFn: () => remove("/session"),
    onSuccess: () => {
      queries.clear();
      location.reload();
    },
  });
  return (
    <div className={`page ${style.account}`}>
      <div className="top">
        <div>
          <h1 dir="auto">{who.name}</h1>
          <p className="dim">{t(`words:role.${who.role}`)}</p>
        </div>
        <Button variant="default" onClick={() => leave.mutate()} loading={leave.isPending}>
          {t("account.leave")}
        </Button>
      </div>
      {leave.error && <ProblemNote problem={leave.error} />}
      <Tastes />
      {who.by === "session" && <NewPassword />}
      {who.by === "session" && <SecondFactor />}
    </div>
  );
}
