// Who sees which page. The server decides what anybody may do; this only leads people to what is theirs.
import {
  CalendarDays, ChartColumn, CircleUserRound, FileText, HandHeart, IdCard, Store, Tags, Telescope, type LucideIcon,
} from "lucide-react";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Role } from "../api/types";

type NavName = "today" | "practice" | "account" | "dashboard" | "memberships" | "reports" | "outlook" | "catalogue" | "house";

export interface Page {
  path: string;
  roles: readonly Role[];
  page: LazyExoticComponent<ComponentType>;
  /** In the navigation, with this label. */
  nav?: { label: NavName; icon: LucideIcon };
}

const everybody: readonly Role[] = ["owner", "manager", "desk", "practitioner", "accountant"];
const counter: readonly Role[] = ["owner", "manager", "desk"];
const office: readonly Role[] = ["owner", "manager", "desk", "accountant"];
const books: readonly Role[] = ["owner", "manager", "accountant"];
const heads: readonly Role[] = ["owner", "manager"];

const reports = lazy(() => import("../pages/reports/Reports"));
const house = lazy(() => import("../pages/house/House"));

/** In the order of the navigation. The first that a role may see is where it begins. */
export const pages: readonly Page[] = [
  {
    path: "/",
    roles: counter,
    page: lazy(() => import("../pages/today/Today")),
    nav: { label: "today", icon: CalendarDays },
  },
  { path: "/clients/:ref", roles: counter, page: lazy(() => import("../pages/client/Client")) },
  { path: "/clients/:ref/visit", roles: counter, page: lazy(() => import("../pages/checkout/Checkout")) },
  { path: "/clients/:ref/receipt/:entry", roles: counter, page: lazy(() => import("../pages/receipt/Receipt")) },
  { path: "/clients/:ref/link", roles: counter, page: lazy(() => import("../pages/client/Link")) },
  {
    path: "/practice",
    roles: ["practitioner"],
    page: lazy(() => import("../pages/practice/Practice")),
    nav: { label: "practice", icon: HandHeart },
  },
  {
    path: "/dashboard",
    roles: books,
    page: lazy(() => import("../pages/dashboard/Dashboard")),
    nav: { label: "dashboard", icon: ChartColumn },
  },
  {
    path: "/memberships",
    roles: office,
    page: lazy(() => import("../pages/memberships/Memberships")),
    nav: { label: "memberships", icon: IdCard },
  },
  { path: "/reports", roles: books, page: reports, nav: { label: "reports", icon: FileText } },
  { path: "/reports/:name", roles: books, page: reports },
  {
    path: "/outlook",
    roles: books,
    page: lazy(() => import("../pages/outlook/Outlook")),
    nav: { label: "outlook", icon: Telescope },
  },
  {
    path: "/catalogue",
    roles: heads,
    page: lazy(() => import("../pages/catalogue/Catalogue")),
    nav: { label: "catalogue", icon: Tags },
  },
  { path: "/house", roles: books, page: house, nav: { label: "house", icon: Store } },
  { path: "/house/:section", roles: books, page: house },
  {
    path: "/account",
    roles: everybody,
    page: lazy(() => import("../pages/account/Account")),
    nav: { label: "account", icon: CircleUserRound },
  },
];

export const mayVisit = (role: Role, page: Page) => page.roles.includes(role);
export const homeOf = (role: Role) => pages.find((page) => mayVisit(role, page))?.path ?? "/account";
export const atCounter = (role: Role) => counter.includes(role);
