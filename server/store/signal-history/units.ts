/** Units of the channels that devices name (proto/trajectory/v1/uplink.proto). */
const MOTION: Readonly<Record<string, string>> = {
  acceleration: "g",
  userAcceleration: "g",
  gravity: "g",
  rotationRate: "rad/s",
  magneticField: "µT",
};

/** "1" where the number has none, or is not known here. */
export function unitOf(kind: string, channel: string): string {
  if (kind === "heart_rate") return "1/min";
  if (kind === "rr") return "ms";
  return MOTION[channel.split(".")[0] ?? ""] ?? "1";
}
