// The house's own affairs: its settings, who works here and may sign in, its branches, its periods.
import { useParams, Link } from "wouter";
import type { ComponentType } from "react";
import type { Role } from "../../api/types";
import { useWho } from "../../app/who";
import { useWords } from "../../i18n/words";
import { Branches } from "./Branches";
import style from "./House.module.css";
import { Links } from "./Links";
import { Audit } from "./Audit";
import { People } from "./People";
import { Periods } from "./Periods";
import { Settings } from "./Settings";
import { Tokens } from "./Tokens";

type Name = "settings" | "people" | "branches" | "tokens" | "links" | "periods" | "audit";

const sections: readonly { name: Name; roles: readonly Role[]; section: ComponentType }[] = [
  { name: "settings", roles: ["owner"], section: Settings },
  { name: "people", roles: ["owner", "manager"], section: People },
  { name: "branches", roles: ["owner", "manager"], section: Branches },
  { name: "tokens", roles: ["owner", "manager"], section: Tokens },
  { name: "links", roles: ["owner", "manager"], section: Links },
  { name: "periods", roles: ["owner", "manager", "accountant"], section: Periods },
  { name: "audit", roles: ["owner"], section: Audit },
];

export default function House() {
  const t = useWords("house");
  const { role } = useWho();
  const { section: asked } = useParams<{ section?: string }>();
  const mine = sections.filter(({ roles }) => roles.includes(role));
  const here = asked ? mine.find(({ name }) => name === asked) : mine[0];
  return (
    <div className="page">
      <h1 className="unprinted">{t("title")}</h1>
      <nav className={`${style.tabs} unprinted`} aria-label={t("title")}>
        {mine.map(({ name }) => (
          <Link key={name} href={`/house/${name}`} className={style.tab} aria-current={name === here?.name ? "page" : undefined}>
            {t(`section.${name}`)}
          </Link>
        ))}
      </nav>
      {here ? <here.section key={here.name} /> : <p className="lonely">{t("shell:notYours")}</p>}
    </div>
  );
}
