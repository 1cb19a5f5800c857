// The words of the interface, short.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Who = Schemas["Who"];
export type Role = Schemas["Role"];
export type Settings = Schemas["Settings"];
export type Catalog = Schemas["Catalog"];
export type Offer = Schemas["ListedOffer"];
export type Item = Schemas["ListedItem"];
export type ClientPage = Schemas["ClientPage"];
export type Contract = Schemas["Contract"];
export type SessionGrant = Schemas["SessionGrant"];
export type CreditGrant = Schemas["CreditGrant"];
export type Slot = Schemas["Slot"];
export type Past = Schemas["Past"];
export type Explained = Schemas["Explanation"]["rows"][number];
export type Operation = Schemas["Operation"];
export type VisitOperation = Schemas["VisitOperation"];
export type Payment = Schemas["Payment"];
export type Share = Schemas["Share"];
export type Result = Schemas["Result"];
export type Found = Schemas["ClientList"]["clients"][number];
export type PriceRow = Schemas["PriceRow"];
