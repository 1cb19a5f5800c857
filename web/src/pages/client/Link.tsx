// The client's private link: made once, shown once, to print as QR; and taken back.
import { Button } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Copy, Printer } from "lucide-react";
import { Link as Anchor, useParams } from "wouter";
import { base, post, remove } from "../../api/client";
import { clientQuery, linksQuery, queries } from "../../api/queries";
import { momentText } from "../../format/dates";
import { useWords } from "../../i18n/words";
import { ProblemNote } from "../../parts/Failure";
import { Qr } from "../../parts/Qr";
import { say } from "../../parts/toast";
import style from "./Link.module.css";

function Shown({ path, name }: { path: string; name: string }) {
  const t = useWords("client");
  const address = `${location.origin}${base}${path}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      say({ tone: "good", text: t("link.copied") });
    } catch {
      say({ tone: "bad", text: t("link.notCopied") });
    }
  };
  return (
    <section className={`sheet ${style.shown}`}>
      <h2 dir="auto">{t("link.of", { name })}</h2>
      <Qr className={style.qr} text={address} label={t("link.qr")} />
      <p>{t("link.scan")}</p>
      <p className={style.address}>{address}</p>
      <p className="dim small unprinted">{t("link.once")}</p>
      <div className="actions unprinted">
        <Button variant="default" leftSection={<Copy size={18} aria-hidden />} onClick={() => void copy()}>
          {t("link.copy")}
        </Button>
        <Button variant="default" leftSection={<Printer size={18} aria-hidden />} onClick={() => print()}>
          {t("shell:print")}
        </Button>
      </div>
    </section>
  );
}

export default function Link() {
  const t = useWords("client");
  const ref = decodeURIComponent(useParams<{ ref: string }>().ref);
  const { data: page } = useSuspenseQuery(clientQuery(ref));
  const { data: list } = useSuspenseQuery(linksQuery(ref));
  const again = () => queries.invalidateQueries({ queryKey: linksQuery(ref).queryKey });
  const make = useMutation({ mutationFn: () => post("/links", { client: ref }), onSuccess: again });
  const revoke = useMutation({
    mutationFn: (number: number) => remove("/links/{number}", { number }),
    onSuccess: () => {
      make.reset();
      return again();
    },
  });
  const name = page.client.name || page.client.ref;
  return (
    <div className={`page ${style.page}`}>
      <div className="top unprinted">
        <div>
          <h1>{t("link.title")}</h1>
          <p className="dim" dir="auto">
            {name}
          </p>
        </div>
        <Button component={Anchor} href={`/clients/${encodeURIComponent(ref)}`} variant="default">
          {t("shell:back")}
        </Button>
      </div>
      <p className="unprinted">{t("link.help")}</p>
      {(make.error ?? revoke.error) && <ProblemNote problem={make.error ?? revoke.error} />}
      {make.data?.path ? (
        <Shown path={make.data.path} name={name} />
      ) : (
        <div className="actions">
          <Button size="md" loading={make.isPending} onClick={() => make.mutate()}>
            {t("link.make")}
          </Button>
        </div>
      )}
      {list.links.length > 0 && (
        <section className="sheet unprinted">
          <h2>{t("link.open")}</h2>
          <ul className={`plain ${style.list}`}>
            {list.links.map((one) => (
              <li key={one.number}>
                <span>{t("link.madeBy", { who: one.made_by, when: momentText(one.made_at_ms) })}</span>
                <Button variant="subtle" color="stamp" loading={revoke.isPending} onClick={() => revoke.mutate(one.number)}>
                  {t("link.revoke")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
