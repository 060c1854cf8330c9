/** A wire between a store and its database that can be cut, or made to lose what goes one way. */
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

export interface Proxy {
  /** The database's address through the wire. */
  url: string;
  /** What is lost: nothing, what the store sends, or what the database answers. */
  lose: "nothing" | "requests" | "answers";
  /** Pieces lost so far. */
  lost: number;
  /** Breaks every connection. New ones can be made. */
  cut(): void;
  close(): Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const database = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(database.port), database.hostname);
    for (const [from, to, lost] of [
      [near, far, "requests"],
      [far, near, "answers"],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => {
        if (proxy.lose === lost) proxy.lost++;
        else to.write(chunk);
      });
      from.on("error", () => from.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: Proxy = {
    url: Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(port) }).href,
    lose: "nothing",
    lost: 0,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      this.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
