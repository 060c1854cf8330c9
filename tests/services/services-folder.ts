import { join } from "node:path";

/** Where build-debian-tree.sh keeps what tests need beyond npm: outside the checkout, once for all of them. */
export function servicesFolder(): string {
  return process.env["TRAJECTORY_SERVICES"] ?? "/var/cache/trajectory-services";
}

/** Programs taken out of the tree, such as nats-server. */
export function servicesBin(): string {
  return join(servicesFolder(), "bin");
}
