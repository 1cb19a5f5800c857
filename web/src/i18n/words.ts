// t("key") of a page's own words, t("words:…") of everybody's. A key that English does not have does not compile.
import { use } from "react";
import { useTranslation } from "react-i18next";
import { Tongue } from "../format/choices";
import type * as card from "./en/card";
import type * as desk from "./en/desk";
import type * as owner from "./en/owner";
import type * as practice from "./en/practice";

type Words = typeof desk & typeof practice & typeof card & typeof owner;
export type Namespace = keyof Words;
type Everybodys = "shell" | "words" | "problems";

type Plain<K> = K extends `${infer Name}_${"one" | "other"}` ? Name : K;
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Plain<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];
type Shared = { [N in Everybodys]: `${N}:${Leaves<Words[N]>}` }[Everybodys];

export type Key<N extends Namespace> = Leaves<Words[N]> | Shared;
export type Say<N extends Namespace> = (key: Key<N>, values?: Record<string, string | number>) => string;

/** The words of a namespace; waits until they are there. */
export function useWords<N extends Namespace>(namespace: N): Say<N> {
  const language = use(Tongue);
  return useTranslation(namespace as string, language && { lng: language }).t as unknown as Say<N>;
}
