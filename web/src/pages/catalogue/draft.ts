// An offer while it is being written, and the operation it becomes.
import type { Offer, Operation } from "../../api/types";
import type { Line } from "./usePriced";

export type OfferKind = Offer["kind"];

export interface Draft {
  code: string;
  name: string;
  kind: OfferKind;
  price: number | undefined;
  lines: Line[];
  bonusFree: boolean;
  valid: number | undefined;
  validIn: "months" | "days";
  fromFirstUse: boolean;
  alertAt: number | undefined;
  refund: "per_session" | "list_price" | "none";
  feePercent: number | undefined;
  fee: number | undefined;
  feeCap: number | undefined;
  coolingOff: number | undefined;
  discountable: boolean;
  branches: string[];
  forSale: boolean;
  credit: number | undefined;
  cycle: number | undefined;
  cycleIn: "months" | "days";
  rolloverCycles: number | undefined;
  rolloverMax: number | undefined;
  memberDiscount: number | undefined;
  minimumCycles: number | undefined;
  graceDays: number | undefined;
  suspendDays: number | undefined;
}

export const emptyDraft = (lines: Line[] = [], price?: number): Draft => ({
  code: "",
  name: "",
  kind: "package",
  price,
  lines,
  bonusFree: false,
  valid: 12,
  validIn: "months",
  fromFirstUse: false,
  alertAt: undefined,
  refund: "per_session",
  feePercent: undefined,
  fee: undefined,
  feeCap: undefined,
  coolingOff: undefined,
  discountable: false,
  branches: [],
  forSale: true,
  credit: undefined,
  cycle: 1,
  cycleIn: "months",
  rolloverCycles: undefined,
  rolloverMax: undefined,
  memberDiscount: undefined,
  minimumCycles: undefined,
  graceDays: undefined,
  suspendDays: undefined,
});

export const linesOf = (offer: Offer): Line[] =>
  offer.grants.map(({ service, any_of, sessions, bonus, value, tax }) => ({ services: any_of ?? (service ? [service] : []), sessions, bonus, value, tax }));

export function draftOf(offer: Offer): Draft {
  const { valid, refund, cycle } = offer;
  return {
    code: offer.code,
    name: offer.name ?? "",
    kind: offer.kind,
    price: offer.price,
    lines: linesOf(offer),
    bonusFree: offer.bonus_value === "free",
    valid: valid?.months ?? valid?.days,
    validIn: valid?.days ? "days" : "months",
    fromFirstUse: offer.valid_from_first_use ?? false,
    alertAt: offer.alert_at,
    refund: refund.method as Draft["refund"],
    feePercent: refund.fee_percent,
    fee: refund.fee,
    feeCap: refund.fee_cap,
    coolingOff: refund.cooling_off,
    discountable: offer.discountable ?? false,
    branches: offer.branches ?? [],
    forSale: offer.for_sale,
    credit: offer.credit,
    cycle: cycle?.months ?? cycle?.days,
    cycleIn: cycle?.days ? "days" : "months",
    rolloverCycles: offer.rollover_cycles,
    rolloverMax: offer.rollover_max,
    memberDiscount: offer.member_discount,
    minimumCycles: offer.minimum_cycles,
    graceDays: offer.grace_days,
    suspendDays: offer.suspend_days,
  };
}

const given = <T extends object>(object: T) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const grantOf = ({ services, sessions, bonus, value, tax }: Line) =>
  given({ ...(services.length > 1 ? { any_of: services } : { service: services[0] }), sessions, bonus: bonus || undefined, value, tax });

function planOf(draft: Draft) {
  const rollover = given({ cycles: draft.rolloverCycles, max: draft.rolloverMax });
  return {
    cycle: { [draft.cycleIn]: draft.cycle ?? 1 },
    member_discount: draft.memberDiscount ?? 0,
    minimum_cycles: draft.minimumCycles ?? 0,
    grace_days: draft.graceDays,
    suspend_days: draft.suspendDays,
    ...(Object.keys(rollover).length > 0 && { rollover }),
  };
}

export function operationOf(draft: Draft, code: string): Operation {
  const { kind } = draft;
  return given({
    op: "offer",
    code,
    kind,
    name: draft.name.trim() || code,
    price: draft.price ?? 0,
    for_sale: draft.forSale,
    discountable: draft.discountable,
    branches: draft.branches,
    alert_at: draft.alertAt,
    refund: given({ method: draft.refund, fee_percent: draft.feePercent, fee: draft.fee, fee_cap: draft.feeCap, cooling_off: draft.coolingOff }),
    ...(kind !== "topup" && { grants: draft.lines.map(grantOf), bonus_value: draft.bonusFree ? "free" : "shared" }),
    ...(kind === "topup" && { credit: draft.credit ?? draft.price ?? 0 }),
    ...(kind === "plan" ? planOf(draft) : { valid: draft.valid ? { [draft.validIn]: draft.valid, from: draft.fromFirstUse && kind !== "topup" ? "first_use" : "sale" } : null }),
  }) as unknown as Operation;
}
