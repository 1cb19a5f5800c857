// Who is a member, what is due, who is past due, who leaves; and how that was month by month.
import { SegmentedControl, Select } from "@mantine/core";
import { useSuspenseQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { reportQuery, settingsQuery } from "../../api/queries";
import { clientPlace } from "../../app/places";
import { addMonths, dayText, monthStart } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText, percentText } from "../../format/numbers";
import { useWords, type Key } from "../../i18n/words";
import { Columns } from "../../parts/charts/Columns";
import { Lines } from "../../parts/charts/Lines";
import { shortMoney } from "../../parts/charts/short";
import { ClientName } from "../../parts/ClientName";
import { LongTable } from "../../parts/LongTable";
import { Tile, Tiles } from "../../parts/Tile";

interface Member {
  membership: number;
  client: string;
  plan: string;
  status: string;
  sold_on: string;
  price: number;
  cycles: number;
  next_cycle: string | null;
  ends_on: string | null;
  sessions_left: number;
  due: number;
  recurring: number;
}

interface Month {
  month: string;
  active: number;
  new: number;
  ended: number;
  past_due: number;
  suspended: number;
  recurring: number;
  churn: number | null;
  granted: number;
  used: number;
}

const views = ["attention", "active", "leaving", "all"] as const;
type View = (typeof views)[number];

const stands: Record<View, (member: Member) => boolean> = {
  attention: ({ status, due }) => status === "past_due" || status === "suspended" || (due > 0 && status !== "ended"),
  active: ({ status }) => status !== "ended" && status !== "cancelled",
  leaving: ({ status, ends_on }) => status !== "ended" && ends_on !== null,
  all: () => true,
};

const tones: Record<string, string> = { active: "good", past_due: "warn", suspended: "bad" };

function useMemberships(today: string, branch: string | undefined) {
  const [members, months] = useSuspenseQueries({
    queries: [
      reportQuery("memberships", { as_of: today, branch }),
      reportQuery("memberships", { by: "month", from: addMonths(monthStart(today), -11), to: today, branch }),
    ],
  });
  return { members: members.data.rows as unknown as Member[], months: (months.data.rows as unknown as Month[]).slice(-12) };
}

function Now({ members, months }: ReturnType<typeof useMemberships>) {
  const t = useWords("figures");
  const money = useMoney();
  const now = months.at(-1);
  const sum = (value: (member: Member) => number) => members.reduce((total, member) => total + value(member), 0);
  const late = members.filter(({ status }) => status === "past_due" || status === "suspended").length;
  const used = now && now.granted > 0 ? percentText((now.used / now.granted) * 100, 0) : "–";
  return (
    <Tiles>
      <Tile label={t("members")} value={numberText(members.filter(stands.active).length)} aside={now && t("newAndEnded", { new: now.new, ended: now.ended })} />
      <Tile label={t("recurring")} value={money(sum(({ recurring }) => recurring))} aside={t("recurringHelp")} />
      <Tile label={t("late")} value={numberText(late)} aside={t("lateHelp")} tone={late > 0 ? "bad" : undefined} />
      <Tile label={t("words:due")} value={money(sum(({ due }) => due))} />
      <Tile label={t("column.churn")} value={now?.churn === null || !now ? "–" : percentText(now.churn)} aside={t("churnHelp")} />
      <Tile label={t("useOfGrants")} value={used} aside={now && t("usedOfGranted", { used: now.used, granted: now.granted })} />
    </Tiles>
  );
}

function Months({ months }: { months: Month[] }) {
  const t = useWords("figures");
  const money = useMoney();
  const running = months.length - 1;
  const label = (month: string, index: number) => (index === running ? t("soFar", { month: dayText(`${month}-01`, "month") }) : dayText(`${month}-01`, "month"));
  const axis = { running, labels: months.map(({ month }, index) => label(month, index)), ticks: months.map(({ month }) => dayText(`${month}-01`, "monthShort")) };
  return (
    <>
      <section className="sheet">
        <h2>{t("recurring")}</h2>
        <Columns title={t("recurring")} {...axis} height={180} text={money} short={(value) => shortMoney(value, money.coin)}
          series={[{ key: "recurring", label: t("recurring"), tone: "membership", values: months.map(({ recurring }) => recurring) }]} />
      </section>
      <section className="sheet">
        <h2>{t("comeAndGo")}</h2>
        <Lines title={t("comeAndGo")} {...axis} height={180} text={numberText} short={numberText}
          series={[
            { key: "new", label: t("column.new"), tone: "package", values: months.map((month) => month.new) },
            { key: "ended", label: t("column.ended"), tone: "liability", values: months.map((month) => month.ended) },
          ]} />
      </section>
    </>
  );
}

function List({ members }: { members: Member[] }) {
  const t = useWords("figures");
  const money = useMoney();
  const names = useNames();
  const [view, setView] = useState<View>("attention");
  const rows = members.filter(stands[view]);
  const status = (value: string) => (
    <span className="tag" data-tone={tones[value]}>
      {t(`words:status.${value}` as Key<"figures">)}
    </span>
  );
  return (
    <section className="page">
      <SegmentedControl fullWidth aria-label={t("show")} value={view} onChange={(value) => setView(value as View)}
        data={views.map((value) => ({ value, label: t(`members_${value}`) }))} />
      {rows.length === 0 ? (
        <p className="dim">{t("nobodyHere")}</p>
      ) : (
        <LongTable
          key={view}
          label={t("memberList")}
          columns={[
            { key: "client", title: t("column.client") },
            { key: "status", title: t("column.status") },
            { key: "plan", title: t("column.plan"), wide: true },
            { key: "due", title: t("words:due"), number: true },
            { key: "left", title: t("column.sessions_left"), number: true },
            { key: "next", title: t("column.next_cycle"), tight: true },
            { key: "ends", title: t("column.ends_on"), tight: true },
            { key: "cycles", title: t("column.cycles"), number: true },
          ]}
          of={rows}
          row={(member) => ({
            key: member.membership,
            href: clientPlace(member.client),
            cells: [
              <ClientName client={member.client} />, status(member.status), names.offer(member.plan), member.due > 0 ? money(member.due) : "–", member.sessions_left,
              dayText(member.next_cycle) || "–", dayText(member.ends_on) || "–", member.cycles,
            ],
          })}
        />
      )}
    </section>
  );
}

function Everything({ today, branch }: { today: string; branch: string }) {
  const both = useMemberships(today, branch || undefined);
  return (
    <>
      <Now {...both} />
      <List members={both.members} />
      <Months months={both.months} />
    </>
  );
}

export default function Memberships() {
  const t = useWords("figures");
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const { catalog } = useNames();
  const [asked, setAsked] = useSearchParams();
  const branch = asked.get("branch") ?? "";
  return (
    <div className="page">
      <div className="top">
        <div>
          <h1>{t("membershipsTitle")}</h1>
          <p className="dim">{t("until", { date: dayText(settings.today, "long") })}</p>
        </div>
        {catalog.branches.length > 1 && (
          <Select aria-label={t("filter.branch")} value={branch} onChange={(value) => setAsked(value ? { branch: value } : {}, { replace: true })} allowDeselect={false}
            data={[{ value: "", label: t("everyBranch") }, ...catalog.branches.map((one) => ({ value: one.code, label: one.name || one.code }))]} />
        )}
      </div>
      <Everything today={settings.today} branch={branch} />
    </div>
  );
}
