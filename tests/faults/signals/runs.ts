/**
 * Runs of trouble for the signal path: phones stream while this and that breaks; at the end captured = stored +
 * dropped, to the sample, and every stored sample is the one that was captured.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import type { Ledger } from "@trajectory/protocols/messages.ts";
import { Client } from "../../client.ts";
import { CuttingProxy } from "../../services/cutting-proxy.ts";
import { FrameRelay } from "../../services/frame-relay.ts";
import { type SmallDisk, mountSmallDisk } from "../../services/small-disk.ts";
import { wholeBetween } from "../random.ts";
import { largestNodeMb, MOST_NODE_MB, openWorld, type World } from "../world.ts";
import { Phone } from "./phone.ts";
import { checkPhone } from "./store-check.ts";
import { drawStrikes, STRIKE, type StrikeName } from "./strikes.ts";
import { checkWindows } from "./window-check.ts";

export interface RunResult {
  round: number;
  seed: number;
  strikes: readonly StrikeName[];
  sessions: number;
  captured: number;
  stored: number;
  dropped: number;
  /** Of the whole run, ms. */
  tookMs: number;
  /** Memory of the node at the end, MB. */
  nodeMb: number;
  complaints: string[];
  story: readonly string[];
}

export interface SignalOptions {
  /** Of the database, ms. */
  longestOutageMs: number;
  diskMb: number;
}

interface Account {
  token: string;
}

const PHONES = 3;
const TICK_S = 0.5;
const CAPTURE_S = { least: 15, most: 40 };
const TICK_MS = { least: 20, most: 60 };
const STRIKE_WITHIN_MS = 1_500;
const END_LIMIT_MS = 150_000;
const LAST_WORDS = 20;

export class SignalRuns implements AsyncDisposable {
  /** Why the disk cannot be filled here. */
  readonly noDisk: string | undefined;
  readonly #world: World;
  readonly #disk: SmallDisk | undefined;
  readonly #accounts: readonly Account[];
  readonly #options: SignalOptions;
  readonly #stack: AsyncDisposableStack;
  #round = 0;

  constructor(
    world: World,
    disk: SmallDisk | { unavailable: string },
    accounts: readonly Account[],
    options: SignalOptions,
    stack: AsyncDisposableStack,
  ) {
    this.#world = world;
    this.#disk = "unavailable" in disk ? undefined : disk;
    this.noDisk = "unavailable" in disk ? disk.unavailable : undefined;
    this.#accounts = accounts;
    this.#options = options;
    this.#stack = stack;
  }

  /** @param strikes default: drawn from the seed */
  async run(seed: number, strikes?: readonly StrikeName[]): Promise<RunResult> {
    const began = performance.now();
    const random = new Random(seed);
    const chosen = strikes ?? drawStrikes(random);
    this.#world.story.begin();
    await using stack = new AsyncDisposableStack();
    const proxy = stack.use(await CuttingProxy.start(() => this.#port()));
    const phones: Phone[] = [];
    for (const { token } of this.#accounts) {
      const own = new Random(Math.floor(random.next() * 2 ** 32));
      const url = await this.#urlFor(own, proxy, chosen, stack);
      const startUs = Date.now() * 1_000 - 3_600_000_000;
      const spoolBlocks = own.chance(0.2) ? wholeBetween(own, 60, 200) : 7_200;
      const phone = new Phone({ url, token, random: own, startUs, spoolBlocks });
      stack.defer(() => phone.vanish());
      phones.push(phone);
    }
    const result: RunResult = {
      round: ++this.#round,
      seed,
      strikes: chosen,
      sessions: phones.length,
      captured: 0,
      stored: 0,
      dropped: 0,
      tookMs: 0,
      nodeMb: 0,
      complaints: [],
      story: [],
    };
    // One in four apps is killed by its system at the end and never says End.
    const vanishing = random.chance(0.25) ? random.pick(phones) : undefined;
    await Promise.all([this.#stream(phones, random), this.#strike(chosen, random, proxy)]);
    this.#world.story.tell("phones", "have captured everything");
    for (const phone of phones) {
      const ledgers = phone === vanishing ? undefined : await this.#end(phone, result.complaints);
      if (phone === vanishing) phone.vanish();
      if (phone !== vanishing && ledgers === undefined) continue;
      const accounts = await checkPhone(this.#world.postgres, phone, ledgers);
      result.captured += accounts.captured;
      result.stored += accounts.stored;
      result.dropped += accounts.dropped;
      result.complaints.push(...accounts.complaints);
      if (ledgers !== undefined)
        result.complaints.push(...(await checkWindows(this.#world.postgres, phone.sessionId)));
    }
    result.complaints.push(...this.#world.nodes.flatMap((node) => node.takeSurprise()));
    result.tookMs = performance.now() - began;
    result.nodeMb = await largestNodeMb(this.#world);
    if (result.nodeMb > MOST_NODE_MB) result.complaints.push(`a node takes ${Math.round(result.nodeMb)} MB`);
    result.story = this.#tellAll();
    return result;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  #port(): number | undefined {
    const [node] = this.#world.nodes;
    return node?.isUp === true ? Number(new URL(node.url).port) : undefined;
  }

  async #urlFor(
    random: Random,
    proxy: CuttingProxy,
    strikes: readonly StrikeName[],
    stack: AsyncDisposableStack,
  ): Promise<string> {
    const direct = `ws://127.0.0.1:${proxy.port}`;
    if (!strikes.includes("disorder")) return direct;
    const relay = await FrameRelay.start(`${direct}/api/uplink`, {
      next: () => random.next(),
      late: 0.2,
      twice: 0.15,
    });
    return stack.use(relay).url;
  }

  /** About ten times as fast as life. */
  async #stream(phones: readonly Phone[], random: Random): Promise<void> {
    const seconds = random.between(CAPTURE_S.least, CAPTURE_S.most);
    for (let at = TICK_S; at < seconds; at += TICK_S) {
      for (const phone of phones) phone.captureUntil(at);
      await wait(random.between(TICK_MS.least, TICK_MS.most));
    }
  }

  async #strike(names: readonly StrikeName[], random: Random, proxy: CuttingProxy): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const own = new Random(Math.floor(random.next() * 2 ** 32));
        await wait(own.between(0, STRIKE_WITHIN_MS));
        this.#world.story.tell("nemesis", name);
        await STRIKE[name]({
          world: this.#world,
          random: own,
          proxy,
          disk: this.#disk,
          longestOutageMs: this.#options.longestOutageMs,
        });
      }),
    );
  }

  async #end(phone: Phone, complaints: string[]): Promise<Ledger[] | undefined> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Error(`no Ended within ${END_LIMIT_MS} ms`)),
      END_LIMIT_MS,
    );
    try {
      return await Promise.race([phone.end(), late.promise]);
    } catch (error) {
      complaints.push(`the session ${phone.sessionId} did not end: ${String(error)}`);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #tellAll(): string[] {
    const words = this.#world.nodes.flatMap((node) =>
      node.lastWords(LAST_WORDS).map((line) => `${node.name}: ${line}`),
    );
    return [...this.#world.story.lines, ...words];
  }
}

/** Or what to install to have it. */
export async function openSignalRuns(options: SignalOptions): Promise<SignalRuns | { unavailable: string }> {
  await using stack = new AsyncDisposableStack();
  const disk = await mountSmallDisk(options.diskMb);
  if (!("unavailable" in disk)) stack.use(disk);
  const world = await openWorld({
    nodes: 1,
    natsServers: 1,
    ...("unavailable" in disk ? {} : { postgresFolder: `${disk.folder}/postgres` }),
  });
  if ("unavailable" in world) return world;
  stack.use(world);
  const accounts = await createAccounts(world.nodes[0]?.url ?? "");
  return new SignalRuns(world, disk, accounts, options, stack.move());
}

async function createAccounts(url: string): Promise<Account[]> {
  const owner = new Client(url);
  await owner.createOwner();
  const accounts = [{ token: owner.token }];
  for (let index = 1; index < PHONES; index++) {
    const account = {
      name: `Member ${index}`,
      email: `member${index}@example.org`,
      password: "correct horse battery",
    };
    await owner.must("POST", "/api/users", account);
    const member = new Client(url);
    await member.must("POST", "/api/session", { email: account.email, password: account.password });
    accounts.push({ token: member.token });
  }
  return accounts;
}
