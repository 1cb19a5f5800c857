import type { Role } from "../../api/types";

const below: Record<Role, readonly StaffRole[]> = {
  owner: ["owner", "manager", "desk", "practitioner", "accountant"],
  manager: ["desk", "practitioner", "accountant"],
  desk: [],
  practitioner: [],
  accountant: [],
  client: [],
};

export type StaffRole = Exclude<Role, "client">;

/** The roles that somebody of this role may give. */
export const rolesBelow = (role: Role) => below[role];
