/** The composition root: makes every part, joins them, and takes them down in reverse order. */
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { LeaseKeeper } from "@trajectory/actors/runtime/lease-keeper.ts";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { createRuntime } from "@trajectory/actors/runtime/runtime.ts";
import type { TellSession, UplinkPublish } from "@trajectory/ingest/ports.ts";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import { bridgeEchelon, type EchelonBridge } from "@trajectory/ingest/sources/echelon.ts";
import { replayRecording } from "@trajectory/ingest/sources/replay.ts";
import { createUplink } from "@trajectory/ingest/uplink/uplink.ts";
import { writeStoredBlock } from "@trajectory/protocols/block-frame.ts";
import { windowCodec } from "@trajectory/protocols/codec.ts";
import { openBus } from "./bus/open-bus.ts";
import { patientRequests } from "./bus/patient-requests.ts";
import { BLOCK, STATE, WatchedPublisher, WINDOW } from "./bus/watched-publisher.ts";
import { ComputePool } from "./compute/pool.ts";
import type { Config } from "./config.ts";
import { lockDataDir } from "./data-lock.ts";
import { Documents } from "./documents/documents.ts";
import { GoogleCalendar } from "./documents/google-calendar.ts";
import { Sources } from "./documents/sources.ts";
import { fillDemo, runDemo } from "./demo.ts";
import { type DeviceAccess, createDeviceAccess } from "./device-access.ts";
import { type ActorClient, createActorClient, retrying } from "./gateway/actor-client.ts";
import { type App, createApp } from "./gateway/app.ts";
import { addGateway } from "./gateway/gateway.ts";
import { addOperations } from "./gateway/operations.ts";
import { type PlayRecording, Replays } from "./gateway/replays.ts";
import { catchUpRoute } from "./gateway/routes/catch-up.ts";
import { importRoute } from "./gateway/routes/import.ts";
import { type PartHealth, healthRoute } from "./gateway/routes/health.ts";
import { retentionRoutes } from "./gateway/routes/retention.ts";
import { systemTimers, uplinkRoute } from "./gateway/sockets.ts";
import { webAppBuilt } from "./gateway/static.ts";
import { openMemory } from "./memory/open-memory.ts";
import { openInterviewer, openReading } from "./interview/open-interviewer.ts";
import { writeLocalAccess } from "./local-access.ts";
import { JobQueue } from "./jobs/queue.ts";
import { Erasures, type Forget } from "./jobs/erasures.ts";
import { createLateWindows } from "./jobs/late-windows.ts";
import { GestureBook } from "./jobs/gesture-book.ts";
import { LeftWindows } from "./jobs/left-windows.ts";
import { Retention } from "./jobs/retention.ts";
import { RollupKeeper } from "./jobs/rollup-keeper.ts";
import type { Log } from "./log.ts";
import { readNodeId } from "./node-id.ts";
import { openAnalysis } from "./open-analysis.ts";
import { openDatabase } from "./open-store.ts";
import { type NodeDescription, announceNode } from "./operations/node-status.ts";
import { serveOperator } from "./operations/operator.ts";
import { RequestMeter } from "./operations/request-meter.ts";
import { describeRecordings, loadRecording } from "./recordings.ts";
import { SessionReplays } from "./session-replays.ts";
import { StartError } from "./start-error.ts";
import { VERSION } from "./version.ts";

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

export interface Surroundings {
  log: Log;
  /** A line for the person at the terminal. */
  print: (line: string) => void;
}

const COMMAND_TIMEOUT_MS = 5_000;

/** @throws StartError when something is in the way that a person can remove */
export async function startServer(config: Config, { log, print }: Surroundings): Promise<RunningServer> {
  await using stack = new AsyncDisposableStack();
  const say = (name: string, description: string) => print(`${name.padEnd(10)} ${description}`);
  stack.use(await lockDataDir(config.dataDir));
  const nodeId = await readNodeId(config.dataDir);

  const clock: Clock = { now: Date.now, setTimer: (ms, callback) => systemTimers.setTimeout(callback, ms) };
  const [database, { bus, description }] = await useBoth(stack, [
    openDatabase(config, clock, log),
    openBus(
      {
        ...config,
        name: nodeId,
        onHandlerError: (error, subject) => log.error({ err: error, subject }, "a message was not handled"),
      },
      print,
    ),
  ]);
  const { store } = database;
  say("Database", database.description);
  say("Messages", description);
  let connected = true;
  bus.onStatus((now) => {
    connected = now;
  });
  const parts: (() => Promise<PartHealth>)[] = [
    () => database.health(),
    async () => ({ name: "bus", description, state: connected ? "up" : "down" }),
  ];

  const meter = config.roles.has("actors") ? new RequestMeter(() => performance.now()) : undefined;
  /** What this node holds in memory of a person. */
  const forget: Forget[] = [];
  let owned: () => readonly number[] = () => [];
  if (meter !== undefined) {
    const partitions = new LeaseKeeper({
      nodeId,
      store: store.leases,
      bus,
      clock,
      onProblem: (error) => log.warn({ err: error }, "the leases of this node could not be renewed"),
    });
    owned = () => partitions.owned();
    const watched = new WatchedPublisher(bus, () => performance.now(), [STATE]);
    stack.defer(async () => watched.close());
    const runtime = createRuntime({
      bus: meter.around(bus),
      log: store.events,
      clock,
      partitions,
      states: {
        wants: (userId) => watched.wants(userId, STATE),
        send: (userId, data) => watched.send(userId, STATE, data),
      },
      onProblem: ({ kind, userId, error }) => log.error({ err: error, userId }, kind),
    });
    stack.defer(() => runtime.stop());
    await runtime.start();
    forget.push((userId) => runtime.forget(userId));
    // Stopped before the runtime: others take over while this node still writes its snapshots.
    stack.defer(() => partitions.stop());
    await partitions.start();
    stack.defer(serveOperator({ bus, runtime, nodeId, owns: (partition) => partitions.owns(partition) }));
    parts.push(async () => ({
      name: "actors",
      description: "four per person",
      state: "up",
      numbers: { ...runtime.stats(), partitions: partitions.owned().length, nodes: partitions.nodes.length },
    }));
    say("Actors", "session, skills, interview and life of each person");
  }

  const actors = createActorClient(patientRequests(bus), { timeoutMs: COMMAND_TIMEOUT_MS });
  const access = createDeviceAccess(store.accounts);
  const app = await createApp(log, VERSION);
  stack.defer(() => app.close());
  const checkParts = () => Promise.all(parts.map((part) => part()));
  healthRoute(app, VERSION, checkParts);

  let echelon: EchelonBridge | undefined;
  const gestureBook = new GestureBook({ store: store.gestures, clock, log });
  if (config.roles.has("ingest")) {
    const keeper = new RollupKeeper({
      rollups: store.rollups,
      nodeId,
      clock,
      log,
      repairWindows: createLateWindows({ signals: store.signals, tellSession: sessionTeller(actors) }),
    });
    // Stopped behind the uplink: by then everything is stored.
    stack.defer(() => keeper.stop());
    keeper.start();
    parts.push(async () => ({
      name: "rollups",
      description: "seconds, minutes and hours of samples",
      state: "up",
      numbers: store.rollups.feed.stats,
    }));
    const watched = new WatchedPublisher(bus, () => performance.now(), [BLOCK, WINDOW]);
    stack.defer(() => watched.close());
    const uplink = createUplink({
      store: store.signals,
      authenticate: access.authenticate,
      tellSession: sessionTeller(actors),
      publish: signalPublisher(watched),
      gesturesOf: (userId) => gestureBook.of(userId),
      log,
    });
    stack.defer(() => uplink.stop());
    forget.push((userId) => uplink.forgetUser(userId));
    stack.defer(() => gestureBook.stop());
    gestureBook.start();
    const left = new LeftWindows({
      signals: store.signals,
      tellSession: sessionTeller(actors),
      findLeft: (silentMs) => store.signals.leftSessions(silentMs, uplink.held()),
      holds: (sessionId) => uplink.holds(sessionId),
      clock,
      log,
    });
    stack.defer(() => left.stop());
    left.start();
    uplinkRoute(app, uplink, systemTimers);
    catchUpRoute(app, uplink);
    importRoute(app, { uplink, signals: store.signals, authenticate: access.authenticate });
    parts.push(async () => ({
      name: "ingest",
      description: "device uplink",
      state: "up",
      numbers: { ...uplink.stats() },
    }));
    say("Ingest", "devices at /api/uplink");
    if (config.echelonUrl !== undefined) {
      // The token of this machine stands for the owner; a token in the engine's Hello goes first.
      const bridge = bridgeEchelon({ url: config.echelonUrl, uplink, token: access.localToken, log });
      echelon = bridge;
      stack.defer(async () => bridge.stop());
      parts.push(async () => {
        const { connected, connections, framesReceived, lastError = "" } = bridge.status();
        return {
          name: "echelon",
          description: connected ? "connected" : `not connected: ${lastError}`,
          state: connected ? "up" : "degraded",
          numbers: { connections, framesReceived },
        };
      });
      say("Echelon", `dials out to ${config.echelonUrl}`);
    }
  }

  const memory = stack.use(
    openMemory({
      rows: store.memory,
      events: store.followedLog,
      bus,
      clock,
      log,
      dataDir: config.dataDir,
      embedding: config.embedding,
    }),
  );
  const compute = new ComputePool();
  stack.defer(() => compute.close());
  const jobs = new JobQueue({ store: store.jobs, bus, nodeId, log, work: config.roles.has("jobs") });
  const reading = await openReading(store.interviews, config.model);
  const documents = new Documents({
    ...reading,
    store: store.documents,
    jobs,
    actors,
    memory: memory.memory,
    now: Date.now,
  });
  const { planner, analyst } = await openAnalysis({
    actors,
    compute,
    store,
    jobs,
    memory: memory.memory,
    model: config.model,
    now: Date.now,
    log,
  });
  if (config.roles.has("jobs") || config.roles.has("gateway")) {
    stack.defer(() => jobs.stop());
    await jobs.start([...memory.jobKinds, documents.jobKind, analyst.kind], [analyst.schedule]);
    memory.start();
    parts.push(async () => memory.health());
    parts.push(async () => ({
      name: "jobs",
      description: config.roles.has("jobs") ? "carried out here" : "carried out elsewhere",
      state: "up",
      numbers: jobs.stats(),
    }));
  }

  let url = "";
  const replays = new Replays(playerTo(() => url, access));
  stack.defer(() => replays.stop());
  forget.push((userId) => memory.memory.deleteUser(userId));
  const erasures = new Erasures({ store: store.erasure, bus, clock, log, forget });
  stack.defer(() => erasures.stop());
  const erase = (userId: string) => erasures.erase(userId);
  if (config.roles.has("gateway")) {
    // Not the operator's: people who look at seconds must not keep him from replaying.
    const seconds = new SessionReplays(database.url);
    stack.defer(() => seconds.stop());
    const web = openWeb({ privateHosts: config.privateHosts });
    const gateway = await addGateway(app, {
      accounts: store.accounts,
      history: store.history,
      signals: store.signalHistory,
      screenWindows: seconds.screenWindows,
      letGoUntil: (sessionId) => store.retention.letGoUntil(sessionId),
      notes: store.sessionNotes,
      gestures: store.gestures,
      // Other nodes look by themselves.
      onGestures: async () => {
        if (config.roles.has("ingest")) await gestureBook.look();
      },
      samples: store.signals,
      echelon: () => echelon?.status(),
      authenticate: access.authenticate,
      actors,
      bus,
      compute,
      jobs,
      memory: memory.memory,
      documents,
      sources: new Sources({ documents, web, now: Date.now }),
      google: new GoogleCalendar({ documents, web, settings: config.google, now: Date.now }),
      interviewer: openInterviewer(actors, store.interviews, reading, Date.now),
      planner,
      analyst,
      replays,
      log,
      recordings: await describeRecordings(),
      fillDemo: (userId) => fillDemo(actors, userId, Date.now()),
      erase,
      personal: store.personal,
      settings: store.settings,
      version: VERSION,
      now: Date.now,
    });
    forget.push((userId) => gateway.forgetUser(userId));
    say("Interviews", config.model === undefined ? "led offline" : `led by ${config.model.model}`);
    say("Memory", `vectors by ${memory.memory.model}`);
    // A thread of their own: replays of whole logs must not keep people's simulations waiting.
    const replayer = new ComputePool({ threads: 1 });
    stack.defer(() => replayer.close());
    const sessionReplays = new SessionReplays(database.url);
    stack.defer(() => sessionReplays.stop());
    const operations = addOperations(app, {
      bus,
      clock,
      accounts: store.accounts,
      actors,
      store: store.operations,
      replaySession: sessionReplays.replay,
      compute: replayer,
      erase,
      localToken: access.localToken,
      log,
    });
    stack.defer(() => operations.stop());
    parts.push(async () => operations.health());
    const retention = new Retention({ blocks: store.retention, clock, log, keepDays: config.keepRawDays });
    stack.defer(() => retention.stop());
    retention.start();
    retentionRoutes(app, store.accounts, access.localToken, retention);
    say("Dashboard", webAppBuilt() ? `version ${VERSION}` : "not built: npm run build --workspace web");
  }
  erasures.start();
  url = await listen(app, config);
  stack.defer(
    announceNode(describeNode(nodeId, config, url), {
      bus,
      clock,
      meter,
      partitions: owned,
      numbers: async () =>
        Object.fromEntries((await checkParts()).map(({ name, numbers = {} }) => [name, numbers])),
      onProblem: (error) => log.warn({ err: error }, "the status of this node could not be published"),
    }),
  );
  await writeLocalAccess(config.dataDir, { url, token: access.localToken });
  print(`TrajectoryOS is at ${url}`);
  if (config.demo)
    await runDemo({ accounts: store.accounts, actors, replays, dataDir: config.dataDir, print });

  const running = stack.move();
  return { url, stop: () => running.disposeAsync() };
}

function describeNode(id: string, { roles }: Config, url: string): NodeDescription {
  return {
    id,
    roles: [...roles],
    host: hostname(),
    pid: process.pid,
    url,
    version: VERSION,
    startedAt: Date.now(),
  };
}

/** Opens two parts at once; when one fails, the other is closed with the stack. */
async function useBoth<A extends AsyncDisposable, B extends AsyncDisposable>(
  stack: AsyncDisposableStack,
  [first, second]: [Promise<A>, Promise<B>],
): Promise<[A, B]> {
  for (const result of await Promise.allSettled([first, second])) {
    if (result.status === "fulfilled") stack.use(result.value);
  }
  return [await first, await second];
}

function sessionTeller(actors: ActorClient): TellSession {
  return async (userId, command, id, payload) => {
    await retrying(
      () => actors.command(userId, "session", command, id, payload),
      (ms) => wait(ms),
    );
  };
}

function signalPublisher(watched: WatchedPublisher): UplinkPublish {
  return {
    isWatched: (userId) => watched.isHeard(userId, WINDOW),
    block: (userId, block) => watched.publish(userId, BLOCK, () => writeStoredBlock(block)),
    window: (userId, window) => watched.publish(userId, WINDOW, () => windowCodec.encode(window)),
  };
}

/** Plays to this process's own uplink, over a WebSocket, as a device of the user. */
function playerTo(url: () => string, access: DeviceAccess): PlayRecording {
  return async ({ userId, recordingId, sessionId, speed, signal, onProgress }) => {
    using pass = access.issue(userId);
    await replayRecording({
      url: `${url().replace(/^http/, "ws")}/api/uplink`,
      token: pass.token,
      recording: await loadRecording(recordingId),
      sessionId,
      speed,
      signal,
      onProgress: ({ sentS, durationS }) => onProgress(sentS / durationS),
    });
  };
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE") {
      throw new StartError(
        `Port ${port} is in use: stop what listens there, or choose another one with --port.`,
      );
    }
    if (code === "EACCES" || code === "EADDRNOTAVAIL") {
      throw new StartError(
        `This process may not listen on ${host}, port ${port} (${code}): choose others with --host and --port.`,
      );
    }
    throw error;
  }
  const address = app.server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return `http://${host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${actual}`;
}
