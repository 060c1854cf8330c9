/** A message bus whose messages take time, get lost, come twice or overtake each other. */
import {
  type Bus,
  BusError,
  type BusHandler,
  type BusSubscription,
  type SubscribeOptions,
} from "@trajectory/protocols/bus/port.ts";
import { SubjectTree } from "@trajectory/protocols/bus/subject-tree.ts";
import type { Process, World } from "./world.ts";

export interface NetworkFaults {
  /** Probabilities per message. */
  loss: number;
  duplication: number;
  /** Longest delay, ms. */
  delay: number;
}

interface Subscriber {
  process: Process;
  queue: string | undefined;
  handler: BusHandler;
}

export class Network {
  readonly world: World;
  faults: NetworkFaults = { loss: 0, duplication: 0, delay: 2 };
  readonly #subscribers = new SubjectTree<Subscriber>();

  constructor(world: World) {
    this.world = world;
  }

  connect(process: Process): Bus {
    return new Connection(this, process);
  }

  add(pattern: string, subscriber: Subscriber): () => void {
    this.#subscribers.add(pattern, subscriber);
    return () => this.#subscribers.delete(pattern, subscriber);
  }

  /** Whoever listens gets it, of each queue group one member. False when nobody listens. */
  send(subject: string, data: Uint8Array, respond: (data: Uint8Array) => void): boolean {
    // The connection of a dead process is closed; that of a paused one looks alive.
    const listening = this.#subscribers.match(subject).filter(({ process }) => process.state !== "crashed");
    const groups = Map.groupBy(listening, ({ queue }) => queue);
    for (const [queue, members] of groups) {
      const receivers = queue === undefined ? members : [this.world.random.pick(members)];
      for (const { process, handler } of receivers) {
        this.carry(process, () => void handler({ subject, data, respond }));
      }
    }
    return listening.length > 0;
  }

  carry(to: Process, deliver: () => void): void {
    const { random } = this.world;
    const { loss, duplication, delay } = this.faults;
    if (random.chance(loss)) return;
    this.world.after(random.between(0.1, delay), to, deliver);
    if (random.chance(duplication)) this.world.after(random.between(0.1, 4 * delay), to, deliver);
  }
}

class Connection implements Bus {
  readonly description = "simulated";
  readonly #network: Network;
  readonly #process: Process;

  constructor(network: Network, process: Process) {
    this.#network = network;
    this.#process = process;
  }

  publish(subject: string, data: Uint8Array): void {
    this.#network.send(subject, data, ignore);
  }

  subscribe(pattern: string, handler: BusHandler, { queue }: SubscribeOptions = {}): BusSubscription {
    let open = true;
    const guarded: BusHandler = (message) => (open ? handler(message) : undefined);
    const remove = this.#network.add(pattern, { process: this.#process, queue, handler: guarded });
    const unsubscribe = (): void => {
      open = false;
      remove();
    };
    const drain = (): Promise<void> => {
      remove();
      return new Promise((resolve) => {
        this.#process.setTimer(this.#network.faults.delay, () => {
          open = false;
          resolve();
        });
      });
    };
    return { pattern, unsubscribe, drain, dropped: 0 };
  }

  async request(
    subject: string,
    data: Uint8Array,
    { timeoutMs }: { timeoutMs: number },
  ): Promise<Uint8Array> {
    const answer = Promise.withResolvers<Uint8Array>();
    const cancel = this.#process.setTimer(timeoutMs, () => {
      answer.reject(new BusError("timeout", `No answer on ${subject} within ${timeoutMs} ms.`));
    });
    const respond = (reply: Uint8Array): void =>
      this.#network.carry(this.#process, () => answer.resolve(reply));
    if (!this.#network.send(subject, data, respond)) {
      answer.reject(new BusError("no_responder", `Nobody listens on ${subject}.`));
    }
    try {
      return await answer.promise;
    } finally {
      cancel();
    }
  }

  async flush(): Promise<void> {
    await Promise.resolve();
  }

  onStatus(): () => void {
    return ignore;
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}

function ignore(): void {}
