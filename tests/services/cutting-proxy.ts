/** A wire between a device and the server that breaks after so many bytes, wherever in a frame that is. */
import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";

export interface CutPlan {
  /** Connections that will break; later ones last. */
  cuts: number;
  /** Bytes, of both directions together, after which the next connection breaks. */
  afterBytes: () => number;
}

export class CuttingProxy implements AsyncDisposable {
  /** Connections broken so far. */
  broken = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #frozen = false;
  #plan: CutPlan = { cuts: 0, afterBytes: () => Number.POSITIVE_INFINITY };

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param targetPort on loopback, asked for each connection: the server may come back on another one */
  static async start(targetPort: () => number | undefined): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server);
    server.on("connection", (near) => proxy.#join(near, targetPort()));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  plan(plan: CutPlan): void {
    this.#plan = plan;
  }

  /** Nothing gets through any more, and nobody is told: a train in a tunnel. */
  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** What was under way arrives. */
  thaw(): void {
    this.#frozen = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Breaks every connection there is. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    const closed = once(this.#server, "close");
    this.#server.close();
    await closed;
  }

  #join(near: Socket, port: number | undefined): void {
    this.#keep(near);
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    this.#keep(far);
    const wire = { left: this.#draw() };
    this.#carry(near, far, wire);
    this.#carry(far, near, wire);
    if (this.#frozen) for (const socket of [near, far]) socket.pause();
  }

  #draw(): number {
    if (this.#plan.cuts <= 0) return Number.POSITIVE_INFINITY;
    this.#plan.cuts--;
    return this.#plan.afterBytes();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #carry(from: Socket, to: Socket, wire: { left: number }): void {
    from.on("data", (chunk: Buffer) => {
      if (wire.left === 0) return;
      const part = chunk.subarray(0, wire.left);
      wire.left -= part.byteLength;
      const free = to.write(part);
      if (wire.left === 0) {
        this.broken++;
        // What was let through arrives; then the wire is gone without a word.
        to.end(() => to.destroy());
        from.destroy();
      } else if (!free) {
        from.pause();
        to.once("drain", () => {
          if (!this.#frozen) from.resume();
        });
      }
    });
    from.on("close", () => to.destroy());
  }
}
