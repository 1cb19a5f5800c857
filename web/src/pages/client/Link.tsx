// The client's private link: made at the desk, to print or to scan, and taken back.
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link as Anchor } from "wouter";
import { clientQuery } from "../../api/queries";
import { clientPlace, useClientRef } from "../../app/places";
import { useWords } from "../../i18n/words";
import { ClientLinks } from "../../parts/ClientLinks";
import style from "./Link.module.css";

export default function Link() {
  const t = useWords("client");
  const ref = useClientRef();
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  return (
    <div className={`page ${style.page}`}>
      <div className="top unprinted">
        <div>
          <h1>{t("link.title")}</h1>
          <p className="dim" dir="auto">
            {page.client.name || page.client.ref}
          </p>
        </div>
        <Button component={Anchor} href={clientPlace(ref)} variant="default">
          {t("shell:back")}
        </Button>
      </div>
      <p className="unprinted">{t("link.help")}</p>
      <ClientLinks client={page.client.ref} />
    </div>
  );
}
