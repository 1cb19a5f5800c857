// What can be done with a card besides using it.
import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState, type ComponentType } from "react";
import type { Contract, Role } from "../../api/types";
import { useWho } from "../../app/who";
import { useWords, type Key } from "../../i18n/words";
import { say } from "../../parts/toast";
import { mayReturn, type ActProps } from "./acts/act";
import { isCredit, isLive } from "./live";

const acts = {
  refund: lazy<ComponentType<ActProps>>(() => import("./acts/Refund").then((all) => ({ default: all.Refund }))),
  exchange: lazy<ComponentType<ActProps>>(() => import("./acts/Exchange").then((all) => ({ default: all.Exchange }))),
  freeze: lazy<ComponentType<ActProps>>(() => import("./acts/Freeze").then((all) => ({ default: all.Freeze }))),
  unfreeze: lazy<ComponentType<ActProps>>(() => import("./acts/Freeze").then((all) => ({ default: all.Unfreeze }))),
  transfer: lazy<ComponentType<ActProps>>(() => import("./acts/Transfer").then((all) => ({ default: all.Transfer }))),
  share: lazy<ComponentType<ActProps>>(() => import("./acts/Transfer").then((all) => ({ default: all.ShareWith }))),
  extend: lazy<ComponentType<ActProps>>(() => import("./acts/Extend").then((all) => ({ default: all.Extend }))),
  reprice: lazy<ComponentType<ActProps>>(() => import("./acts/Reprice").then((all) => ({ default: all.Reprice }))),
  return: lazy<ComponentType<ActProps>>(() => import("./acts/Return").then((all) => ({ default: all.Return }))),
  write_off: lazy<ComponentType<ActProps>>(() => import("./acts/WriteOff").then((all) => ({ default: all.WriteOff }))),
};

type Act = keyof typeof acts;

/** What the rules would refuse anyway is not offered, nor what the role may not do. */
function offered(contract: Contract, role: Role): Act[] {
  const left = isLive(contract) && contract.grants.some((grant) => grant.left > 0);
  const cycle = contract.stream === "membership";
  const credit = contract.grants.some(isCredit);
  const frozen = contract.status === "frozen";
  const may = (act: Act, when: boolean) => (when ? [act] : []);
  const ends = contract.grants.some((grant) => grant.expires_on) && (left || contract.status === "expired");
  const heads = role === "owner" || role === "manager";
  const priced = contract.live_value > 0 && !credit && !contract.days;
  return [
    ...may("refund", left),
    ...may("exchange", left && !cycle && !credit && !frozen),
    ...may("freeze", left && !cycle && !frozen),
    ...may("unfreeze", frozen && !cycle),
    ...may("transfer", left && !cycle && !frozen),
    ...may("share", left && !cycle),
    ...may("extend", ends && heads),
    ...may("reprice", heads && priced && (left || contract.due > 0)),
    ...may("return", mayReturn(contract)),
    ...may("write_off", heads && contract.receivable > 0),
  ];
}

export function ContractMenu({ contract, client }: { contract: Contract; client: string }) {
  const t = useWords("client");
  const { role } = useWho();
  const [open, setOpen] = useState<Act>();
  const list = offered(contract, role);
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
