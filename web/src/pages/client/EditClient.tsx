import type { ClientPage } from "../../api/types";
import { ClientForm } from "./ClientForm";

export function EditClient({ page, onClose }: { page: ClientPage; onClose: () => void }) {
  const { client } = page;
  return (
    <ClientForm
      known={client.ref}
      start={{
        name: client.name ?? "",
        phone: client.phone ?? "",
        email: client.email ?? "",
        language: client.language ?? null,
        tags: client.tags ?? [],
        note: client.note ?? "",
      }}
      onClose={onClose}
    />
  );
}
