/** The composition root: makes every part, joins them, and takes them down in reverse order. */
import { hostname } from "node:os";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import type { EchelonBridge } from "@trajectory/ingest/sources/echelon.ts";
import { replayRecording } from "@trajectory/ingest/sources/replay.ts";
import { openBus } from "./bus/open-bus.ts";
import { patientRequests } from "./bus/patient-requests.ts";
import { ComputePool } from "./compute/pool.ts";
import type { Config } from "./config.ts";
import { lockDataDir } from "./data-lock.ts";
import { Documents } from "./documents/documents.ts";
import { GoogleCalendar } from "./documents/google-calendar.ts";
import { Sources } from "./documents/sources.ts";
import { fillDemo, runDemo } from "./demo.ts";
import { type DeviceAccess, createDeviceAccess } from "./device-access.ts";
import { createActorClient } from "./gateway/actor-client.ts";
import { createApp } from "./gateway/app.ts";
import { addGateway } from "./gateway/gateway.ts";
import { addOperations } from "./gateway/operations.ts";
import { type PlayRecording, Replays } from "./gateway/replays.ts";
import { healthRoute } from "./gateway/routes/health.ts";
import { retentionRoutes } from "./gateway/routes/retention.ts";
import { systemTimers } from "./gateway/sockets.ts";
import { webAppBuilt } from "./gateway/static.ts";
import { openMemory } from "./memory/open-memory.ts";
import { openInterviewer, openReading } from "./interview/open-interviewer.ts";
import { writeLocalAccess } from "./local-access.ts";
import { JobQueue } from "./jobs/queue.ts";
import { Erasures, type Forget } from "./jobs/erasures.ts";
import { GestureBook } from "./jobs/gesture-book.ts";
import { KeyWatch } from "./jobs/key-watch.ts";
import { Retention } from "./jobs/retention.ts";
import { listen } from "./listen.ts";
import type { Log } from "./log.ts";
import { readNodeId } from "./node-id.ts";
import { openActors } from "./open-actors.ts";
import { openAnalysis } from "./open-analysis.ts";
import { openIngest } from "./open-ingest.ts";
import { openPush } from "./open-push.ts";
import { openDatabase } from "./open-store.ts";
import { type NodeDescription, announceNode } from "./operations/node-status.ts";
import { RequestMeter } from "./operations/request-meter.ts";
import { describeRecordings, loadRecording } from "./recordings.ts";
import { COMMAND_TIMEOUT_MS, type NearActors } from "./session-teller.ts";
import { SessionReplays } from "./session-replays.ts";
import type { PartHealth } from "./part-health.ts";
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

/** For whoever starts it for the first time. */
const FIRST_STEPS = [
  "Open it in a browser and create your account; then load the example and play a recorded session.",
  "Or stop with Ctrl-C and run: npm start -- --demo",
];

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
  let near: NearActors | undefined;
  if (meter !== undefined) {
    const served = await openActors({ stack, nodeId, store, bus, meter, clock, log });
    owned = served.owned;
    near = served.near;
    forget.push(served.forget);
    parts.push(served.health);
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
    const ingest = openIngest({
      stack,
      app,
      nodeId,
      store,
      bus,
      actors,
      near,
      access,
      gestureBook,
      clock,
      log,
      echelonUrl: config.echelonUrl,
    });
    echelon = ingest.echelon;
    forget.push(ingest.forget);
    parts.push(...ingest.health);
    say("Ingest", "devices at /api/uplink");
    if (config.echelonUrl !== undefined) say("Echelon", `dials out to ${config.echelonUrl}`);
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
  const push = stack.use(
    openPush({
      store: store.push,
      bus,
      clock,
      log,
      privateHosts: config.privateHosts,
      sends: config.roles.has("jobs"),
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
    push.start();
    parts.push(async () => memory.health());
    parts.push(async () => push.health());
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
      authenticateReader: access.authenticateReader,
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
      pushes: push.pushes,
      version: VERSION,
      now: Date.now,
    });
    forget.push((userId) => gateway.forgetUser(userId));
    const keyWatch = new KeyWatch({
      useKeys: (keyIds) => store.accounts.useKeys(keyIds),
      connections: gateway.connections,
      bus,
      clock,
      log,
    });
    stack.defer(() => keyWatch.stop());
    keyWatch.start();
    say("Interviews", config.model === undefined ? "led offline" : `led by ${config.model.model}`);
    say("Memory", memory.description);
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
      signals: store.signalHistory,
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
  else if (config.roles.has("gateway") && (await store.accounts.findOwner()) === undefined)
    FIRST_STEPS.forEach(print);

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
