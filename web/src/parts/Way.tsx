import type { ReactNode } from "react";
import { Link } from "wouter";
import { mayOpen } from "../app/access";
import { useWho } from "../app/who";

/** A link to a page of these screens; for whom that page is not, only its words. */
export function Way({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  const { role } = useWho();
  if (!mayOpen(role, href)) return <span>{children}</span>;
  return (
    <Link href={href} className={className}>
      {children}
    </Link>
  );
}
