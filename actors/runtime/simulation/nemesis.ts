/** What goes wrong in a simulation: now this, now that, until peace is made. */
import type { Cluster, Node } from "./cluster.ts";

export interface NemesisOptions {
  clockJumps: boolean;
  /** ms after the start */
  until: number;
}

const DAY = 86_400_000;

export class Nemesis {
  readonly #cluster: Cluster;
  readonly #options: NemesisOptions;

  constructor(cluster: Cluster, options: NemesisOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  start(): void {
    const { world, network, database } = this.#cluster;
    const { random } = world;
    network.faults = {
      loss: random.pick([0, 0.02, 0.1]),
      duplication: random.pick([0, 0.05]),
      delay: random.pick([2, 20, 200]),
    };
    database.faults = {
      refusal: random.pick([0, 0.02]),
      lostAnswer: random.pick([0, 0.03]),
      late: random.pick([0, 0.03]),
    };
    world.note("nemesis", () => JSON.stringify({ network: network.faults, database: database.faults }));
    this.#next();
  }

  /** Everything works from now on, and whoever was paused wakes up. */
  makePeace(): void {
    const { world, network, database, nodes } = this.#cluster;
    world.note("nemesis", () => "makes peace");
    network.faults = { loss: 0, duplication: 0, delay: 2 };
    database.faults = { refusal: 0, lostAnswer: 0, late: 0 };
    database.down = false;
    for (const { process } of nodes) process.resume();
    if (this.#cluster.living.length === 0) this.#cluster.startNode();
  }

  #next(): void {
    const { world } = this.#cluster;
    this.#later(world.random.between(200, 2_500), () => {
      this.#strike();
      this.#next();
    });
  }

  #strike(): void {
    const { random } = this.#cluster.world;
    const { living } = this.#cluster;
    const node = living.length === 0 ? undefined : random.pick(living);
    const strikes = [
      () => this.#crash(node),
      () => this.#pause(node),
      () => this.#leave(node),
      () => this.#pauseUser(),
      () => this.#takeDatabaseDown(),
      () => this.#join(),
      ...(this.#options.clockJumps ? [() => this.#setClock(node)] : []),
    ];
    random.pick(strikes)();
  }

  #crash(node: Node | undefined): void {
    if (node === undefined) return;
    this.#note(node, "crashes");
    node.process.crash();
    this.#later(this.#cluster.world.random.between(100, 3_000), () => this.#cluster.startNode());
  }

  /** Often past the lease: another node takes over, then the first one wakes up. */
  #pause(node: Node | undefined): void {
    if (node === undefined) return;
    this.#note(node, "is paused");
    node.process.pause();
    this.#later(this.#cluster.world.random.between(50, 6_000), () => {
      if (node.process.state === "paused") this.#note(node, "wakes up");
      node.process.resume();
    });
  }

  /** Ended in trouble or in peace. */
  #pauseUser(): void {
    const { world, userIds, operator } = this.#cluster;
    const userId = world.random.pick(userIds);
    world.note("operator", () => `pauses ${userId}`);
    operator.pauseFor(userId, world.random.between(500, 6_000));
  }

  #leave(node: Node | undefined): void {
    if (node?.process.state !== "up" || this.#cluster.living.length < 2) return;
    this.#note(node, "leaves");
    void node.keeper
      .stop()
      .then(() => node.runtime.stop())
      .then(() => node.process.crash());
    this.#later(this.#cluster.world.random.between(500, 3_000), () => this.#cluster.startNode());
  }

  #join(): void {
    if (this.#cluster.living.length < 5) this.#cluster.startNode();
  }

  #takeDatabaseDown(): void {
    const { database, world } = this.#cluster;
    world.note("nemesis", () => "takes the database down");
    database.down = true;
    this.#later(world.random.between(100, 3_000), () => {
      database.down = false;
      world.note("nemesis", () => "brings the database back");
    });
  }

  #setClock(node: Node | undefined): void {
    if (node === undefined) return;
    const error = this.#cluster.world.random.pick([-DAY, -60_000, -500, 500, 60_000, DAY]);
    this.#note(node, `has its clock set by ${error} ms`);
    node.process.clockError += error;
  }

  #note(node: Node, what: string): void {
    this.#cluster.world.note(node.process.name, () => what);
  }

  /** Strikes end with the trouble; what they began is ended by peace. */
  #later(ms: number, strike: () => void): void {
    const { world, nemesisProcess } = this.#cluster;
    world.after(ms, nemesisProcess, () => {
      if (world.elapsed < this.#options.until) strike();
    });
  }
}
