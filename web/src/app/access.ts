// Who sees which page. The server decides what anybody may do; this only leads people to what is theirs.
import { CalendarDays, CircleUserRound, HandHeart, type LucideIcon } from "lucide-react";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Role } from "../api/types";

type NavName = "today" | "practice" | "account";

export interface Page {
  path: string;
  roles: readonly Role[];
  page: LazyExoticComponent<ComponentType>;
  /** In the navigation, with this label. */
  nav?: { label: NavName; icon: LucideIcon };
}

const everybody: readonly Role[] = ["owner", "manager", "desk", "practitioner", "accountant"];
const counter: readonly Role[] = ["owner", "manager", "desk"];

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
    path: "/account",
    roles: everybody,
    page: lazy(() => import("../pages/account/Account")),
    nav: { label: "account", icon: CircleUserRound },
  },
];

export const mayVisit = (role: Role, page: Page) => page.roles.includes(role);
export const homeOf = (role: Role) => pages.find((page) => mayVisit(role, page))?.path ?? "/account";
export const atCounter = (role: Role) => counter.includes(role);
