/**
 * A gateway over real parts for one test file: PostgreSQL, the actor runtime, the compute threads and the routes as
 * main.ts joins them. The bus is the in-memory one, and time stands still until a test moves it.
 */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { pino } from "pino";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { createRuntime, type Runtime, type RuntimeProblem } from "@trajectory/actors/runtime/runtime.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Analyst } from "../../analysis/analyst.ts";
import { ComputePool } from "../../compute/pool.ts";
import type { EmbeddingSettings, ModelSettings } from "../../config.ts";
import { Documents } from "../../documents/documents.ts";
import { GoogleCalendar, type GoogleCalendarOptions } from "../../documents/google-calendar.ts";
import { Sources, type SourcesOptions } from "../../documents/sources.ts";
import { fillDemo } from "../../demo.ts";
import { createDeviceAccess } from "../../device-access.ts";
import { JobQueue } from "../../jobs/queue.ts";
import { KeyWatch } from "../../jobs/key-watch.ts";
import { Erasures, type Forget } from "../../jobs/erasures.ts";
import { type OpenMemory, openMemory } from "../../memory/open-memory.ts";
import { openInterviewer, openReading } from "../../interview/open-interviewer.ts";
import { openAnalysis } from "../../open-analysis.ts";
import { type OpenPush, openPush } from "../../open-push.ts";
import type { Store } from "../../store/store.ts";
import { SessionReplays } from "../../session-replays.ts";
import { openTestStore, systemClock, temporaryFolder, TEST_DATABASES } from "../../store/testing/postgres.ts";
import { type ActorClient, createActorClient } from "../actor-client.ts";
import { type App, createApp } from "../app.ts";
import { newToken } from "../auth.ts";
import { addGateway } from "../gateway.ts";
import { Replays } from "../replays.ts";
import { Person } from "./person.ts";

/** Noon of day 20780 of the worked example, docs/model.md section 8. */
export const NOW = 20_780 * 86_400_000 + 43_200_000;

const COMMAND_TIMEOUT_MS = 10_000;
const NOWHERE: Pick<SourcesOptions, "web"> = {
  web: () => Promise.reject(new ProtocolError("source_unavailable", "There is no internet in this test.")),
};

export interface TestGateway extends AsyncDisposable {
  app: App;
  store: Store;
  bus: Bus;
  runtime: Runtime;
  actors: ActorClient;
  compute: ComputePool;
  memory: OpenMemory;
  analyst: Analyst;
  /** Not started. */
  push: OpenPush;
  /** What the runtime and the gateway told nobody but the log. */
  problems: RuntimeProblem[];
  errors: string[];
  /** ms since the Unix epoch; assign to let time pass. */
  now: number;
  /** Somebody new, signed in, who has entered nothing. */
  newPerson(): Promise<Person>;
  /** Somebody new who has the demo portfolio, entered in one moment. */
  newDemoPerson(): Promise<Person>;
}

export interface TestGatewayOptions {
  /** Where documents are fetched from; without it every address is of nobody. */
  sources?: Pick<SourcesOptions, "web" | "github" | "notion">;
  /** This server as Google knows it, and what takes Google's place; without it Google Calendar is not offered. */
  google?: Pick<GoogleCalendarOptions, "settings" | "address">;
  /** A server of a language model to lead interviews with; without one they are led offline. */
  model?: ModelSettings;
  /** A server that makes vectors; without one a local model does. */
  embedding?: EmbeddingSettings;
  /** `host:port` of push services on this machine; without them none can be reached. */
  pushHosts?: readonly string[];
}

export async function startTestGateway({
  model,
  embedding,
  sources = NOWHERE,
  google = { settings: undefined },
  pushHosts = [],
}: TestGatewayOptions = {}): Promise<TestGateway> {
  await using stack = new AsyncDisposableStack();
  const [database] = TEST_DATABASES;
  const server = await database!.start();
  stack.defer(() => server.stop());
  const url = await server.newDatabase();
  const store = await openTestStore(url);
  stack.defer(() => store.close());
  const bus = createMemoryBus();
  stack.defer(() => bus.close());

  const problems: RuntimeProblem[] = [];
  const clock: Clock = { ...systemClock, now: () => gateway.now };
  const runtime = createRuntime({ bus, log: store.events, clock, onProblem: (p) => problems.push(p) });
  const compute = new ComputePool();
  const errors: string[] = [];
  const log = pino({ level: "error" }, { write: (line) => void errors.push(line) });
  const app = await createApp(log, "test");
  const actors = createActorClient(bus, { timeoutMs: COMMAND_TIMEOUT_MS });
  const dataDir = await temporaryFolder();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const memory = stack.use(
    openMemory({
      rows: store.memory,
      events: store.followedLog,
      bus,
      clock: systemClock,
      log,
      dataDir,
      embedding,
    }),
  );
  const jobs = new JobQueue({ store: store.jobs, bus, nodeId: "test", log, work: true, pollS: 0.5 });
  const { planner, analyst } = await openAnalysis({
    actors,
    compute,
    store,
    jobs,
    memory: memory.memory,
    model,
    now: () => gateway.now,
    log,
  });
  const push = stack.use(
    openPush({ store: store.push, bus, clock, log, privateHosts: pushHosts, sends: true }),
  );
  const gateway: TestGateway = {
    app,
    store,
    bus,
    runtime,
    actors,
    compute,
    memory,
    analyst,
    push,
    problems,
    errors,
    now: NOW,
    newPerson,
    async newDemoPerson() {
      const person = await newPerson();
      await fillDemo(actors, person.id, gateway.now);
      return person;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
  await runtime.start();
  stack.defer(() => runtime.stop());
  stack.defer(() => compute.close());
  const now = () => gateway.now;
  const reading = await openReading(store.interviews, model, {
    now,
    random: () => 0.5,
    wait: async () => {},
  });
  const documents = new Documents({
    ...reading,
    store: store.documents,
    jobs,
    actors,
    memory: memory.memory,
    now,
  });
  await jobs.start([...memory.jobKinds, documents.jobKind, analyst.kind]);
  memory.start();
  stack.defer(() => jobs.stop());
  const forget: Forget[] = [(userId) => runtime.forget(userId), (userId) => memory.memory.deleteUser(userId)];
  const erasures = new Erasures({ store: store.erasure, bus, clock, log, forget });
  stack.defer(() => erasures.stop());
  const seconds = new SessionReplays(url);
  stack.defer(() => seconds.stop());
  const added = await addGateway(app, {
    accounts: store.accounts,
    history: store.history,
    signals: store.signalHistory,
    screenWindows: seconds.screenWindows,
    letGoUntil: (sessionId) => store.retention.letGoUntil(sessionId),
    notes: store.sessionNotes,
    gestures: store.gestures,
    onGestures: async () => {},
    samples: store.signals,
    echelon: () => undefined,
    authenticateReader: createDeviceAccess(store.accounts).authenticateReader,
    actors,
    bus,
    compute,
    jobs,
    memory: memory.memory,
    documents,
    sources: new Sources({ documents, now, ...sources }),
    google: new GoogleCalendar({ documents, now, web: sources.web, ...google }),
    interviewer: openInterviewer(actors, store.interviews, reading, now),
    planner,
    analyst,
    // Whatever plays needs a device's socket: tests/pipeline plays recordings.
    replays: new Replays(() => Promise.reject(new ProtocolError("not_found", "There are no recordings."))),
    recordings: [],
    fillDemo: (userId) => fillDemo(actors, userId, gateway.now),
    erase: (userId) => erasures.erase(userId),
    personal: store.personal,
    settings: store.settings,
    pushes: push.pushes,
    version: "test",
    now: () => gateway.now,
    log,
  });
  stack.defer(() => app.close());
  forget.push((userId) => added.forgetUser(userId));
  const keyWatch = new KeyWatch({
    useKeys: (keyIds) => store.accounts.useKeys(keyIds),
    connections: added.connections,
    bus,
    clock,
    log,
  });
  stack.defer(() => keyWatch.stop());
  keyWatch.start();
  erasures.start();
  await app.ready();
  const started = stack.move();
  return gateway;

  async function newPerson(): Promise<Person> {
    const name = `p${randomBytes(6).toString("hex")}`;
    const account = { name, email: `${name}@example.org`, passwordHash: "nobody signs in with it" };
    const { id } = await store.accounts.createUser(account);
    const token = newToken();
    await store.accounts.createSession(id, token, new Date(Date.now() + 3_600_000));
    return new Person(app, id, token);
  }
}
