/** A device's end of a socket without a network, for tests: frames go in at once and come out decoded. */
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { Refusal, UplinkDown, UplinkUp } from "@trajectory/protocols/messages.ts";
import type { DeviceConnection, DeviceSocket } from "../uplink/device-socket.ts";
import type { Uplink } from "../uplink/uplink.ts";

export class FakeDevice {
  readonly received: UplinkDown[] = [];
  closedWith: { code: number; reason: string } | undefined;
  /** What the network has not taken. */
  bufferedAmount = 0;
  private readonly connection: DeviceConnection;

  constructor(uplink: Uplink, token?: string) {
    const socket: DeviceSocket = {
      send: (bytes) => void this.received.push(uplinkDownCodec.decode(bytes)),
      close: (code, reason) => {
        this.closedWith ??= { code, reason };
      },
      bufferedAmount: 0,
    };
    Object.defineProperty(socket, "bufferedAmount", { get: () => this.bufferedAmount });
    this.connection = uplink.accept(socket, token);
  }

  send(message: UplinkUp): void {
    this.connection.receive(uplinkUpCodec.encode(message));
  }

  sendBytes(bytes: Uint8Array): void {
    this.connection.receive(bytes);
  }

  /** The network is gone. */
  cut(): void {
    this.connection.closed();
  }

  all<Name extends "welcome" | "ack" | "clockPong" | "ended" | "refusal">(name: Name) {
    return this.received.flatMap((message) => {
      const found = (message as Record<string, unknown>)[name];
      return found === undefined ? [] : [found as Extract<UplinkDown, Record<Name, unknown>>[Name]];
    });
  }

  get refusal(): Refusal | undefined {
    return this.all("refusal")[0];
  }
}
