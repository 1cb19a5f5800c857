// A client's private links: one is made, shown once, to print as QR; those that work are taken back.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useState } from "react";
import { base, post, remove } from "../api/client";
import { clientQuery, linksQuery } from "../api/queries";
import { useSend } from "../api/useSend";
import { momentText } from "../format/dates";
import { useWords } from "../i18n/words";
import style from "./ClientLinks.module.css";
import { CopyButton } from "./CopyButton";
import { ProblemNote } from "./Failure";
import { Qr } from "./Qr";
import { Revoke } from "./Revoke";

function Shown({ address, name }: { address: string; name: string }) {
  const t = useWords("client");
  return (
    <section className={`sheet ${style.shown}`} role="status">
      <h2 dir="auto">{t("link.of", { name })}</h2>
      <Qr className={style.qr} text={address} label={t("link.qr")} />
      <p>{t("link.scan")}</p>
      <p className={style.address} data-secret>
        {address}
      </p>
      <p className="dim small unprinted">{t("link.once")}</p>
      <div className="actions unprinted">
        <CopyButton text={address} />
        <Button variant="default" leftSection={<Printer size={18} aria-hidden />} onClick={() => print()}>
          {t("shell:print")}
        </Button>
      </div>
    </section>
  );
}

export function ClientLinks({ client }: { client: string }) {
  const t = useWords("client");
  const [made, setMade] = useState<string>();
  const { send, sending, problem } = useSend("links", "audit");
  const { data } = useQuery(linksQuery(client));
  const { data: page } = useQuery(clientQuery(client));
  const make = async () => {
    const link = await send(() => post("/links", { client }));
    if (link?.path) setMade(`${location.origin}${base}${link.path}`);
  };
  const revoke = async (number: number) => {
    if (await send(() => remove("/links/{number}", { number }))) setMade(undefined);
  };
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      {made ? (
        <Shown address={made} name={page?.client.name || client} />
      ) : (
        <div className="actions">
          <Button size="md" loading={sending} onClick={() => void make()}>
            {t("link.make")}
          </Button>
        </div>
      )}
      {data && (
        <section className="sheet unprinted">
          <h2>{t("link.open")}</h2>
          {data.links.length === 0 && <p className="dim">{t("link.none")}</p>}
          <ul className={`plain ${style.list}`}>
            {data.links.map((link) => (
              <li key={link.number}>
                <span>{t("link.madeBy", { who: link.made_by, when: momentText(link.made_at_ms) })}</span>
                <Revoke name={String(link.number)} onRevoke={() => revoke(link.number)} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
