// What the reports that look ahead say, as this page reads it.
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Forecast = Schemas["ForecastReport"];
export type Whatif = Schemas["WhatifReport"];
export type Fit = Schemas["FitReport"];
export type Season = Schemas["WhatifRow"]["season"];
export type Remark = Schemas["Remark"];

/** What is likely, and between what it will probably be. */
export type Band = Schemas["MoneyBand"] | Schemas["CountBand"];

/** Remarks that are translated; others are said in English, as the server does. */
export const remarks = [
  "enough", "no_visits", "few_clients", "short_history", "few_months", "months", "sample", "all", "fits_single", "fits_package", "fits_plan",
  "unclear", "model_bands", "checked_bands", "no_example", "few_ends", "ends", "as_often",
];

export const seasons: readonly Season[] = ["as_is", "slow", "mix", "slow_mix"];
export const toneOf: Record<Season, string> = { as_is: "package", slow: "liability", mix: "credit", slow_mix: "membership" };

export interface Mix {
  single: number;
  package: number;
  plan: number;
}

/** One share moved; the others give or take in proportion, so that all are 100. */
export function moved(mix: Mix, which: keyof Mix, to: number): Mix {
  const others = (["single", "package", "plan"] as const).filter((name) => name !== which);
  const [one, two] = others as [keyof Mix, keyof Mix];
  const rest = 100 - to;
  const before = mix[one] + mix[two];
  const first = before > 0 ? Math.round((rest * mix[one]) / before) : Math.round(rest / 2);
  return { ...mix, [which]: to, [one]: first, [two]: rest - first };
}

export const mixText = (mix: Mix) => `single:${mix.single},package:${mix.package},plan:${mix.plan}`;
