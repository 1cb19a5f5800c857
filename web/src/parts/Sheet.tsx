import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useEnded } from "../api/session";
import { useWords } from "../i18n/words";
import style from "./Sheet.module.css";

/** How every dialog opens: quickly, and without a style element of its own, which the Content-Security-Policy would not allow. */
export const opening = { lockScroll: false, transitionProps: { duration: 120, transition: "fade" } } as const;

/** Whether a dialog stands above the page; the search, which only leads away, is none. */
export const inSheet = () => document.querySelector("[data-sheet], dialog[open]") !== null;

interface Props {
  title: string;
  /** Something is on its way: it cannot be closed. */
  busy?: boolean;
  size?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with a title. It is there as long as it is rendered. */
export function Sheet({ title, busy = false, size = "30rem", onClose, children }: Props) {
  const t = useWords("shell");
  const ended = useEnded(); // then Escape is pressed in what stands above it
  return (
    <Modal.Root {...opening} closeOnEscape={!ended} opened onClose={() => !busy && onClose()} centered size={size}>
      <Modal.Overlay />
      <Modal.Content data-sheet>
        <div className={style.head}>
          <Modal.Title className={style.title} dir="auto">
            {title}
          </Modal.Title>
          <Modal.CloseButton size={44} aria-label={t("close")} disabled={busy} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
