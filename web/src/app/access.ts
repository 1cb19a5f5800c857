// Who sees which page. The server decides what anybody may do; this only leads people to what is theirs.
import {
  CalendarDays, ChartColumn, CircleUserRound, FileText, HandHeart, IdCard, Store, Tags, Telescope, type LucideIcon,
} from "lucide-react";
import { lazy, type ComponentType } from "react";
import type { Role } from "../api/types";
import Today from "../pages/today/Today";

type NavName = "today" | "practice" | "account" | "dashboard" | "memberships" | "reports" | "outlook" | "catalogue" | "house";

export interface Page {
  path: string;
  roles: readonly Role[];
  page: ComponentType;
  /** Loads it, unless it comes with the program. */
  load?: () => Promise<unknown>;
  /** In the navigation, with this label. */
  nav?: { label: NavName; icon: LucideIcon };
}

const everybody: readonly Role[] = ["owner", "manager", "desk", "practitioner", "accountant"];
const counter: readonly Role[] = ["owner", "manager", "desk"];
const office: readonly Role[] = ["owner", "manager", "desk", "accountant"];
const books: readonly Role[] = ["owner", "manager", "accountant"];
const heads: readonly Role[] = ["owner", "manager"];

/** A page that comes when it is first visited. */
const later = (load: () => Promise<{ default: ComponentType }>) => ({ page: lazy(load), load });

const reports = later(() => import("../pages/reports/Reports"));
const house = later(() => import("../pages/house/House"));

/** In the order of the navigation. The first that a role may see is where it begins. */
export const pages: readonly Page[] = [
  {
    path: "/",
    roles: counter,
    page: Today,
    nav: { label: "today", icon: CalendarDays },
  },
  { path: "/clients/:ref", roles: counter, ...later(() => import("../pages/client/Client")) },
  { path: "/clients/:ref/visit", roles: counter, ...later(() => import("../pages/checkout/Checkout")) },
  { path: "/clients/:ref/receipt/:entry", roles: counter, ...later(() => import("../pages/receipt/Receipt")) },
  { path: "/clients/:ref/link", roles: counter, ...later(() => import("../pages/client/Link")) },
  {
    path: "/practice",
    roles: ["practitioner"],
    ...later(() => import("../pages/practice/Practice")),
    nav: { label: "practice", icon: HandHeart },
  },
  {
    path: "/dashboard",
    roles: books,
    ...later(() => import("../pages/dashboard/Dashboard")),
    nav: { label: "dashboard", icon: ChartColumn },
  },
  {
    path: "/memberships",
    roles: office,
    ...later(() => import("../pages/memberships/Memberships")),
    nav: { label: "memberships", icon: IdCard },
  },
  { path: "/reports", roles: books, ...reports, nav: { label: "reports", icon: FileText } },
  { path: "/reports/:name", roles: books, ...reports },
  {
    path: "/outlook",
    roles: books,
    ...later(() => import("../pages/outlook/Outlook")),
    nav: { label: "outlook", icon: Telescope },
  },
  {
    path: "/catalogue",
    roles: heads,
    ...later(() => import("../pages/catalogue/Catalogue")),
    nav: { label: "catalogue", icon: Tags },
  },
  { path: "/house", roles: books, ...house, nav: { label: "house", icon: Store } },
  { path: "/house/:section", roles: books, ...house },
  {
    path: "/account",
    roles: everybody,
    ...later(() => import("../pages/account/Account")),
    nav: { label: "account", icon: CircleUserRound },
  },
];

export const mayVisit = (role: Role, page: Page) => page.roles.includes(role);
export const homeOf = (role: Role) => pages.find((page) => mayVisit(role, page))?.path ?? "/account";
export const atCounter = (role: Role) => counter.includes(role);

/** The page at a place, as an address has it. */
export function pageAt(place: string): Page | undefined {
  const path = place.replace(/[?#].*/, "");
  return pages.find((page) => new RegExp(`^${page.path.replace(/:\w+/g, "[^/]+")}$`).test(path));
}

export function mayOpen(role: Role, place: string): boolean {
  const page = pageAt(place);
  return page !== undefined && mayVisit(role, page);
}
