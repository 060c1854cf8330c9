/**
 * A database over a faulty line: calls take time, fail before they arrive, or arrive and their answer does not. A
 * call that its caller has given up may still be executed long after.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventLog, LeaseStore } from "../ports.ts";
import { Process, type World } from "./world.ts";

export interface DatabaseFaults {
  /** Probabilities per call. */
  refusal: number;
  lostAnswer: number;
  late: number;
}

const TIMEOUT_MS = 1_000;
const LATE_MS = 4_000;

export class Database {
  readonly #world: World;
  readonly #log: EventLog;
  readonly #leases: LeaseStore;
  /** The server itself never stops: what has arrived is executed. */
  readonly #server: Process;
  faults: DatabaseFaults = { refusal: 0, lostAnswer: 0, late: 0 };
  down = false;

  constructor(world: World, log: EventLog, leases: LeaseStore) {
    this.#world = world;
    this.#log = log;
    this.#leases = leases;
    this.#server = new Process("database", world);
  }

  logOf(process: Process): EventLog {
    const call = <Answer>(work: () => Promise<Answer>): Promise<Answer> => this.#call(process, work);
    return {
      append: (request) => call(() => this.#log.append(request)),
      read: (userId, afterSeq, limit) => call(() => this.#log.read(userId, afterSeq, limit)),
      findCommand: (userId, commandId) => call(() => this.#log.findCommand(userId, commandId)),
      loadSnapshot: (userId) => call(() => this.#log.loadSnapshot(userId)),
      saveSnapshot: (snapshot) => call(() => this.#log.saveSnapshot(snapshot)),
      isPaused: (userId) => call(() => this.#log.isPaused(userId)),
      setPaused: (userId, paused) => call(() => this.#log.setPaused(userId, paused)),
      pendingReminders: () => call(() => this.#log.pendingReminders()),
    };
  }

  leasesOf(process: Process): LeaseStore {
    return {
      renew: (request) => this.#call(process, () => this.#leases.renew(request)),
      release: (request) => this.#call(process, () => this.#leases.release(request)),
    };
  }

  #call<Answer>(process: Process, work: () => Promise<Answer>): Promise<Answer> {
    const { random } = this.#world;
    const { refusal, lostAnswer, late } = this.faults;
    const answer = Promise.withResolvers<Answer>();
    const fail = (): void => answer.reject(unavailable());
    if (this.down || random.chance(refusal)) {
      this.#world.after(random.between(1, 50), process, fail);
      return answer.promise;
    }
    const arrival = random.chance(late) ? random.between(TIMEOUT_MS, LATE_MS) : random.between(0.2, 3);
    const answered = !random.chance(lostAnswer);
    const cancelTimeout = this.#world.after(TIMEOUT_MS, process, fail);
    this.#world.after(arrival, this.#server, () => {
      void work().then((result) => {
        if (!answered) return;
        this.#world.after(random.between(0.2, 2), process, () => {
          cancelTimeout();
          answer.resolve(result);
        });
      });
    });
    return answer.promise;
  }
}

function unavailable(): ProtocolError {
  return new ProtocolError("store_unavailable", "The database does not answer.");
}
