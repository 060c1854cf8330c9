/** What a phone reads from the screen. docs/keys.md describes it. */

export function pairingAddress(server: string, token: string): string {
  return `trajectory://pair?${new URLSearchParams({ server, token }).toString()}`;
}

/** Whether the address of this page means another machine on a phone. */
export function isOnlyHere(server: string): boolean {
  const { hostname } = new URL(server);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** The address of a picture of black squares on white. */
export function codePicture(rows: readonly (readonly boolean[])[]): string {
  const squares = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  const size = rows.length;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${squares}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
