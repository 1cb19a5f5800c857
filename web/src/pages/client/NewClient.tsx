import { useLocation } from "wouter";
import { clientPlace } from "../../app/places";
import { ClientForm } from "./ClientForm";

const looksLikePhone = (text: string) => /^[\d\s+()-]{6,}$/.test(text);

/** Somebody new, begun with what was searched for. */
export function NewClient({ name, onClose }: { name: string; onClose: () => void }) {
  const [, goTo] = useLocation();
  const phone = looksLikePhone(name);
  return (
    <ClientForm
      start={{ name: phone ? "" : name, phone: phone ? name : "", email: "", language: null, tags: [], note: "" }}
      onClose={onClose}
      onDone={(ref) => goTo(clientPlace(ref))}
    />
  );
}
