/** A device's WebSocket as the uplink sees it; server/gateway puts a real one behind it. */
export interface DeviceSocket {
  /** Sends one binary frame. */
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Bytes handed to `send` that the network has not taken yet. */
  readonly bufferedAmount: number;
}

/** The uplink's end of one socket. Neither method throws. */
export interface DeviceConnection {
  /** One binary frame from the device. The bytes may be reused by the caller after the call. */
  receive(bytes: Uint8Array): void;
  /** The socket is gone, whoever closed it. */
  closed(): void;
}
