/** The gateway role: everything a browser or a program asks over HTTP, and the live feed. */
import type { Authenticate, SignalStore } from "@trajectory/ingest/ports.ts";
import type { EchelonStatus } from "@trajectory/ingest/sources/echelon.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import type { ComputePool } from "../compute/pool.ts";
import type { Analyst } from "../analysis/analyst.ts";
import type { JobQueue } from "../jobs/queue.ts";
import type { GoogleCalendar } from "../documents/google-calendar.ts";
import type { Documents } from "../documents/documents.ts";
import type { Sources } from "../documents/sources.ts";
import type { Interviewer } from "../interview/interviewer.ts";
import type { Log } from "../log.ts";
import type { PersonMemory } from "../memory/person-memory.ts";
import type { Planner } from "../plans/planner.ts";
import type { Pushes } from "../push/pushes.ts";
import type { ActorClient } from "./actor-client.ts";
import type { App } from "./app.ts";
import { createFeedHub } from "./feed/feed-hub.ts";
import { feedSource } from "./feed/feed-source.ts";
import { Passes } from "./foxglove/passes.ts";
import type { GestureExamples } from "./gesture-examples.ts";
import type { AccountStore, HistoryStore, PersonalData, SettingsStore } from "./ports.ts";
import { pastEtas } from "./past-etas.ts";
import type { Replays } from "./replays.ts";
import { accountDataRoutes, type EraseUser } from "./routes/account-data.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { analysisRoutes } from "./routes/analysis.ts";
import { actorRoutes } from "./routes/actors.ts";
import { demoRoute, type FillDemo } from "./routes/demo.ts";
import { documentGoogleRoutes } from "./routes/document-google.ts";
import { documentImportRoute } from "./routes/document-import.ts";
import { documentRoutes } from "./routes/documents.ts";
import { echelonRoutes } from "./routes/echelon.ts";
import { entityRoutes } from "./routes/entities.ts";
import { exportRoute } from "./routes/export.ts";
import { foxgloveRoutes } from "./routes/foxglove.ts";
import { gestureRoutes } from "./routes/gestures.ts";
import { interviewRoutes } from "./routes/interview.ts";
import { keyRoutes } from "./routes/keys.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { memoryRoutes } from "./routes/memory.ts";
import { modelRoutes } from "./routes/models.ts";
import { physicsRoutes } from "./routes/physics.ts";
import { planRoutes } from "./routes/plans.ts";
import { pushRoutes } from "./routes/push.ts";
import { type RecordingInfo, recordingRoutes } from "./routes/recordings.ts";
import { sessionNoteRoutes } from "./routes/session-notes.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { simulateRoute } from "./routes/simulate.ts";
import { signalInsightRoutes } from "./routes/signal-insights.ts";
import { signalRoutes } from "./routes/signals.ts";
import { skillEdgeRoutes } from "./routes/skill-edges.ts";
import { skillRoutes } from "./routes/skills.ts";
import type { SessionNotes } from "./session-notes.ts";
import type { ScreenWindowsOf, SignalHistory } from "./signal-history.ts";
import { feedRoute, systemTimers } from "./sockets.ts";
import { staticRoutes } from "./static.ts";
import { UserSockets } from "./user-sockets.ts";

export interface GatewayOptions {
  accounts: AccountStore;
  history: HistoryStore;
  signals: SignalHistory;
  screenWindows: ScreenWindowsOf;
  /** Stamp of the newest sample of a session that was let go of, µs. */
  letGoUntil: (sessionId: string) => Promise<number | undefined>;
  notes: SessionNotes;
  gestures: GestureExamples;
  /** Examples of gestures have changed. */
  onGestures: () => Promise<void>;
  /** Of the bridge to an external engine; undefined where there is none. */
  echelon: () => EchelonStatus | undefined;
  /** Of who takes files along, also of programs that bring a token. */
  authenticateReader: Authenticate;
  /** To export samples as they are stored. */
  samples: Pick<SignalStore, "readBlocks">;
  actors: ActorClient;
  bus: Bus;
  compute: ComputePool;
  jobs: JobQueue;
  documents: Documents;
  sources: Sources;
  google: GoogleCalendar;
  interviewer: Interviewer;
  memory: PersonMemory;
  planner: Planner;
  analyst: Analyst;
  recordings: readonly RecordingInfo[];
  replays: Replays;
  fillDemo: FillDemo;
  erase: EraseUser;
  personal: PersonalData;
  settings: SettingsStore;
  pushes: Pushes;
  version: string;
  now: () => number;
  log: Log;
}

export interface Gateway {
  /** Lets go of somebody who was deleted: closes their sockets, ends what plays for them. */
  forgetUser(userId: string): Promise<void>;
  /** What programs have open. */
  connections: Pick<UserSockets, "keys" | "closeKey">;
}

export async function addGateway(app: App, options: GatewayOptions): Promise<Gateway> {
  const { accounts, history, actors, bus, compute, recordings, replays, fillDemo, version, now, log } =
    options;
  const hub = createFeedHub(bus, (userId) =>
    feedSource(userId, { history, samples: options.samples, actors }),
  );
  const sockets = new UserSockets();
  const passes = new Passes(now);
  const { signals, samples, letGoUntil } = options;
  const sources = { signals, samples, letGoUntil, history, notes: options.notes };
  accountDataRoutes(app, {
    accounts,
    actors,
    personal: options.personal,
    sources,
    erase: options.erase,
    now,
  });
  accountRoutes(app, accounts, version, now);
  keyRoutes(app, { accounts, bus });
  actorRoutes(app, accounts, actors);
  entityRoutes(app, { accounts, actors, history });
  skillRoutes(app, { accounts, actors, history, compute, now });
  skillEdgeRoutes(app, { accounts, actors, history });
  physicsRoutes(app, { accounts, actors, history, compute });
  simulateRoute(app, { accounts, actors, compute });
  modelRoutes(app, { accounts, compute, now });
  interviewRoutes(app, accounts, options.interviewer);
  memoryRoutes(app, { accounts, memory: options.memory, jobs: options.jobs });
  documentRoutes(app, accounts, options.documents);
  documentImportRoute(app, accounts, options.sources);
  documentGoogleRoutes(app, accounts, options.google);
  jobRoutes(app, accounts, options.jobs);
  planRoutes(app, accounts, options.planner);
  analysisRoutes(app, accounts, options.analyst);
  demoRoute(app, accounts, fillDemo);
  recordingRoutes(app, accounts, history, recordings, replays);
  signalRoutes(app, accounts, options.signals, options.screenWindows);
  settingsRoutes(app, accounts, options.settings);
  pushRoutes(app, accounts, options.pushes);
  const insights = { accounts, signals: options.signals, settings: options.settings, history, compute, now };
  signalInsightRoutes(app, insights);
  sessionNoteRoutes(app, { accounts, signals: options.signals, notes: options.notes, actors });
  gestureRoutes(app, {
    accounts,
    signals: options.signals,
    samples: options.samples,
    gestures: options.gestures,
    onChange: options.onGestures,
  });
  exportRoute(app, {
    authenticate: options.authenticateReader,
    sources: { ...sources, etas: pastEtas(history, compute) },
    now,
  });
  echelonRoutes(app, { accounts, actors, signals: options.signals, history, status: options.echelon });
  foxgloveRoutes(app, { accounts, bus, passes, sockets, now });
  feedRoute(app, { accounts, hub, sockets, timers: systemTimers, now, log });
  await staticRoutes(app);
  return {
    connections: sockets,
    async forgetUser(userId) {
      passes.forgetUser(userId);
      sockets.close(userId, CLOSE_CODES.accountDeleted, "account_deleted");
      await replays.forgetUser(userId);
    },
  };
}
