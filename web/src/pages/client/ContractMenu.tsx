// What can be done with a card besides using it.
import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState, type ComponentType } from "react";
import type { Contract } from "../../api/types";
import { useWho } from "../../app/who";
import { useWords, type Key } from "../../i18n/words";
import { say } from "../../parts/toast";
import type { ActProps } from "./acts/act";
import { isCredit, isLive } from "./live";

const acts = {
  refund: lazy<ComponentType<ActProps>>(() => import("./acts/Refund").then((all) => ({ default: all.Refund }))),
  exchange: lazy<ComponentType<ActProps>>(() => import("./acts/Exchange").then((all) => ({ default: all.Exchange }))),
  freeze: lazy<ComponentType<ActProps>>(() => import("./acts/Freeze").then((all) => ({ default: all.Freeze }))),
  unfreeze: lazy<ComponentType<ActProps>>(() => import("./acts/Freeze").then((all) => ({ default: all.Unfreeze }))),
  transfer: lazy<ComponentType<ActProps>>(() => import("./acts/Transfer").then((all) => ({ default: all.Transfer }))),
  share: lazy<ComponentType<ActProps>>(() => import("./acts/Transfer").then((all) => ({ default: all.ShareWith }))),
  extend: lazy<ComponentType<ActProps>>(() => import("./acts/Extend").then((all) => ({ default: all.Extend }))),
};

type Act = keyof typeof acts;

/** What the rules would refuse anyway is not offered. */
function offered(contract: Contract, role: string): Act[] {
  const left = contract.grants.some((grant) => grant.left > 0);
  const cycle = contract.stream === "membership";
  const credit = contract.grants.some(isCredit);
  const frozen = contract.status === "frozen";
  const may = (act: Act, when: boolean) => (when ? [act] : []);
  const ends = contract.grants.some((grant) => grant.expires_on);
  return [
    ...may("refund", left),
    ...may("exchange", left && !cycle && !credit && !frozen),
    ...may("freeze", left && !cycle && !frozen),
    ...may("unfreeze", frozen && !cycle),
    ...may("transfer", left && !cycle && !frozen),
    ...may("share", left && !cycle),
    ...may("extend", ends && role !== "desk"),
  ];
}

export function ContractMenu({ contract, client }: { contract: Contract; client: string }) {
  const t = useWords("client");
  const { role } = useWho();
  const [open, setOpen] = useState<Act>();
  const list = isLive(contract) || contract.status === "expired" ? offered(contract, role) : [];
  const Sheet = open && acts[open];
  if (list.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("cardMenu")}>
            <Ellipsis size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {list.map((act) => (
            <Menu.Item key={act} onClick={() => setOpen(act)}>
              {t(`${act}.title` as Key<"client">)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {Sheet && (
        <Suspense>
          <Sheet
            contract={contract}
            client={client}
            onClose={() => setOpen(undefined)}
            onDone={() => say({ tone: "good", text: t(`${open}.done` as Key<"client">) })}
          />
        </Suspense>
      )}
    </>
  );
}
