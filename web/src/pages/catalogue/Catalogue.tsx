// What the house sells: offers, services, goods, the discounts of tags; and the designer of prices.
import { Button, SegmentedControl } from "@mantine/core";
import { Pencil, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useSearchParams } from "wouter";
import type { Offer } from "../../api/types";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import style from "./Catalogue.module.css";
import { draftOf, emptyDraft, linesOf, type Draft } from "./draft";
import { ItemForm, type ItemFace, type ItemKind } from "./ItemForm";
import { OfferForm } from "./OfferForm";
import { PriceDesigner } from "./PriceDesigner";
import { usePriced } from "./usePriced";

const shelves = ["offers", "services", "products", "tags"] as const;
type Shelf = (typeof shelves)[number];
const kindOf = { services: "service", products: "product", tags: "tag" } as const satisfies Record<Exclude<Shelf, "offers">, ItemKind>;

interface CardProps {
  title: string;
  price?: string;
  off?: boolean;
  onChange: () => void;
  children?: ReactNode;
}

function Card({ title, price, off, onChange, children }: CardProps) {
  const t = useWords("catalogue");
  return (
    <li className={style.card} data-off={off || undefined}>
      <header>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        {price && <span className={style.price}>{price}</span>}
      </header>
      {children}
      <div className="actions">
        <Button variant="subtle" size="compact-md" leftSection={<Pencil size={15} aria-hidden />} aria-label={t("changeOf", { name: title })} onClick={onChange}>
          {t("changeIt")}
        </Button>
      </div>
    </li>
  );
}

function OfferCard({ offer, onChange }: { offer: Offer; onChange: () => void }) {
  const t = useWords("catalogue");
  const money = useMoney();
  const { item } = useNames();
  const lines = linesOf(offer);
  const told = usePriced(lines.length > 0 ? { offer: offer.code } : undefined).told?.asked;
  return (
    <Card title={offer.name || offer.code} price={money(offer.price)} off={!offer.for_sale} onChange={onChange}>
      <p className="actions">
        <span className="tag">{t(`words:kind.${offer.kind}`)}</span>
        {!offer.for_sale && <span className="tag">{t("notForSale")}</span>}
        {told && (
          <span className="tag" data-tone={told.band === "within" ? "good" : "warn"}>
            {t("off", { percent: percentText(told.discount) })}
          </span>
        )}
        {told && told.margin_rate !== null && (
          <span className="tag" data-tone={told.below_floor ? "bad" : "good"}>
            {t("marginOf", { percent: percentText(told.margin_rate) })}
          </span>
        )}
      </p>
      <ul className="dim">
        {lines.map((line, index) => (
          <li key={index}>
            {t("words:session", { count: line.sessions ?? 0 })} {line.services.map(item).join(" / ")}
            {line.bonus && ` · ${t("bonus")}`}
          </li>
        ))}
        {offer.credit !== undefined && <li>{t("creditOf", { amount: money(offer.credit) })}</li>}
        {told && <li>{t("each", { amount: money(told.per_session) })}</li>}
      </ul>
    </Card>
  );
}

function ItemCard({ face, onChange }: { face: ItemFace; onChange: () => void }) {
  const t = useWords("catalogue");
  const money = useMoney();
  const facts = [
    face.discount !== undefined && t("off", { percent: percentText(face.discount) }),
    face.cost !== undefined && t("costOf", { amount: money(face.cost) }),
    face.tax ? t("taxOf", { percent: percentText(face.tax) }) : undefined,
    face.interval_days ? t("everyDays", { count: face.interval_days }) : undefined,
  ].filter(Boolean);
  return (
    <Card title={face.name || face.code} price={face.price === undefined ? undefined : money(face.price)} onChange={onChange}>
      <p className="dim">{facts.join(" · ")}</p>
    </Card>
  );
}

interface Opened {
  offer?: { draft: Draft; known: boolean };
  item?: { kind: ItemKind; face?: ItemFace };
}

function Shelves({ shelf, open }: { shelf: Shelf; open: (what: Opened) => void }) {
  const { catalog } = useNames();
  if (shelf === "offers")
    return catalog.offers.map((offer) => <OfferCard key={offer.code} offer={offer} onChange={() => open({ offer: { draft: draftOf(offer), known: true } })} />);
  const faces: readonly ItemFace[] = catalog[shelf];
  return faces.map((face) => <ItemCard key={face.code} face={face} onChange={() => open({ item: { kind: kindOf[shelf], face } })} />);
}

export default function Catalogue() {
  const t = useWords("catalogue");
  const [asked, setAsked] = useSearchParams();
  const [opened, open] = useState<Opened>({});
  const shelf = shelves.find((one) => one === asked.get("shelf")) ?? "offers";
  const close = () => open({});
  const add = () => open(shelf === "offers" ? { offer: { draft: emptyDraft([{ services: [], sessions: 10, bonus: false }]), known: false } } : { item: { kind: kindOf[shelf] } });
  return (
    <div className="page">
      <div className="top">
        <h1>{t("title")}</h1>
        <Button leftSection={<Plus size={18} aria-hidden />} onClick={add}>
          {t(shelf === "offers" ? "add.offer" : `add.${kindOf[shelf]}`)}
        </Button>
      </div>
      <SegmentedControl
        fullWidth
        aria-label={t("title")}
        value={shelf}
        onChange={(value) => setAsked({ shelf: value }, { replace: true })}
        data={shelves.map((value) => ({ value, label: t(`shelf.${value}`) }))}
      />
      {shelf === "offers" && <PriceDesigner onOffer={(lines, price) => open({ offer: { draft: emptyDraft(lines, price), known: false } })} />}
      <ul className={`plain ${style.list}`}>
        <Shelves shelf={shelf} open={open} />
      </ul>
      {opened.offer && <OfferForm {...opened.offer} onClose={close} />}
      {opened.item && <ItemForm kind={opened.item.kind} face={opened.item.face} onClose={close} />}
    </div>
  );
}
