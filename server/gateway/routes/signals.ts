/** A person's past signals: channels over time, sessions, windows and blocks. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  STREAM_KIND_NUMBER,
  type StreamKindName,
  WINDOW_KIND_NUMBER,
  type Window,
  type WindowKindName,
} from "@trajectory/protocols/messages.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import type {
  ChannelName,
  ScreenWindowsOf,
  SeriesPoint,
  SignalHistory,
  WindowsRequest,
} from "../signal-history.ts";
import {
  BlocksAnswer,
  ChannelsAnswer,
  OverviewAnswer,
  SeriesAnswer,
  SessionAnswer,
  SessionsAnswer,
  WindowsAnswer,
} from "./signal-answers.ts";
import {
  BlocksQuery,
  OfSession,
  OfUser,
  OverviewQuery,
  SeriesQuery,
  SessionsQuery,
  WindowsQuery,
} from "./signal-queries.ts";

const tags = ["signals"];
/** A person who drags a chart asks some ten times a second. */
export const SIGNAL_LIMITS = { rateLimit: { max: 1_200, timeWindow: "1 minute" } };
const LATEST = 4_102_444_800_000;

export function signalRoutes(
  app: App,
  accounts: AccountStore,
  signals: SignalHistory,
  screenWindows: ScreenWindowsOf,
): void {
  const onRequest = requireUser(accounts);
  const config = SIGNAL_LIMITS;

  app.get(
    "/api/signals/:userId/channels",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        summary: "Which channels there are, and since when",
        response: { 200: ChannelsAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      return { channels: await signals.channels(userId) };
    },
  );

  app.get(
    "/api/signals/:userId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: SeriesQuery,
        summary: "A channel over time: least, greatest and mean per point, gaps as gaps",
        description:
          "By the sample, second, minute or hour, as the points asked for need. Times are the sensor's, with the offset " +
          "of its clock applied: `sessions` says which, and how far off it may be. What is new is in it after 10 s or so.",
        response: { 200: SeriesAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { channel, from, to, points } = request.query;
      checkSpan(from, to);
      const series = await signals.series(userId, { channel: channelOf(channel), from, to, points });
      return { channel, ...series, points: columnsOf(series.points) };
    },
  );

  app.get(
    "/api/signals/:userId/sessions",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: SessionsQuery,
        summary: "Sessions, newest first: captured = stored + dropped + outstanding of every stream",
        response: { 200: SessionsAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { before = LATEST, limit } = request.query;
      return { sessions: await signals.sessions(userId, before, limit) };
    },
  );

  app.get(
    "/api/signals/:userId/sessions/:sessionId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        summary: "A session, with what became of every sample",
        response: { 200: SessionAnswer },
      },
    },
    async (request) => {
      const { userId, sessionId } = request.params;
      mayRead(request, userId);
      return signals.session(userId, sessionId);
    },
  );

  app.get(
    "/api/signals/:userId/sessions/:sessionId/blocks",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        querystring: BlocksQuery,
        summary: "The samples of a session as they came, a minute at a time",
        description: "`from` and `to` are by the sensor's clock. `next` says where the next page begins.",
        response: { 200: BlocksAnswer },
      },
    },
    async (request) => {
      const { userId, sessionId } = request.params;
      mayRead(request, userId);
      const { from = 0, to = LATEST } = request.query;
      checkSpan(from, to);
      const session = await signals.session(userId, sessionId);
      const { blocks, nextUs } = await signals.blocks(userId, sessionId, from * 1_000, to * 1_000);
      return { session, blocks, next: nextUs === null ? null : Math.floor(nextUs / 1_000) };
    },
  );

  app.get(
    "/api/signals/:userId/sessions/:sessionId/overview",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        querystring: OverviewQuery,
        summary: "A session from afar: least and greatest of every channel, and the features, step by step",
        description:
          "From the roll-ups. Times are by the sensor's clock; without `from` and `to` the whole session. " +
          "What is new is in it after 10 s or so.",
        response: { 200: OverviewAnswer },
      },
    },
    async (request) => {
      const { userId, sessionId } = request.params;
      mayRead(request, userId);
      const { from, to, points } = request.query;
      if (from !== undefined && to !== undefined) checkSpan(from, to);
      const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      return signals.overview(userId, sessionId, { ...span, points });
    },
  );

  app.get(
    "/api/signals/:userId/windows",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: WindowsQuery,
        summary: "Windows with their features: value, quality, coverage, artefacts, method",
        description:
          "`from` and `to` are by the sensor's clock. Those of the screen (1 s) are not stored: `kind=screen` computes " +
          "them from the samples of the session that `sessionId` names, as far as these are stored by now. Two such " +
          "questions are answered at a time; others are `busy`.",
        response: { 200: WindowsAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { kind, sessionId, ...span } = request.query;
      checkSpan(span.from, span.to);
      const wanted = {
        ...span,
        ...(kind === undefined ? {} : { kind: kind as WindowKindName }),
        ...(sessionId === undefined ? {} : { sessionId }),
      };
      const stored = signals.windows(userId, wanted);
      const windows =
        kind === "screen" ? withComputed(await stored, await computedOf(userId, wanted)) : await stored;
      return pageOf(windows.slice(0, span.limit), span.limit);
    },
  );

  async function computedOf(
    userId: string,
    { sessionId, from, to, limit }: WindowsRequest,
  ): Promise<Window[]> {
    if (sessionId === undefined) {
      throw new ProtocolError(
        "invalid_input",
        "Windows of the screen are computed of one session: name it.",
        { field: "sessionId" },
      );
    }
    await signals.session(userId, sessionId);
    const span = { fromUs: Math.floor(from * 1_000), toUs: Math.ceil(to * 1_000), limit };
    return screenWindows(sessionId, span);
  }
}

/** Of one kind and session. Before they were made for watchers only, windows of the screen were stored. */
function withComputed(stored: readonly Window[], computed: readonly Window[]): Window[] {
  const all = new Map([...stored, ...computed].map((window) => [window.t0Us, window]));
  return [...all.values()].sort((a, b) => a.t0Us - b.t0Us);
}

/** Windows that begin at one moment stay together: a page ends before the last of several moments. */
function pageOf(windows: readonly Window[], limit: number) {
  const last = windows.at(-1);
  if (last === undefined || windows.length < limit) return { windows: windows.map(answerOf), next: null };
  const whole = windows.filter(({ t0Us }) => t0Us < last.t0Us);
  // More at one moment than fit a page: they are of more sessions than a person has at once.
  const shown = whole.length === 0 ? windows : whole;
  const nextUs = whole.length === 0 ? last.t0Us + 1_000 : last.t0Us;
  return { windows: shown.map(answerOf), next: Math.floor(nextUs / 1_000) };
}

function answerOf(window: Window) {
  const { sessionId, kind, t0Us, t1Us, revision, clockErrorMs, sampleRateHz, features } = window;
  return {
    sessionId,
    kind: Object.entries(WINDOW_KIND_NUMBER).find(([, number]) => number === kind)?.[0] ?? "unknown",
    t0: t0Us / 1_000,
    t1: t1Us / 1_000,
    revision,
    clockErrorMs: clockErrorMs < 0 ? null : clockErrorMs,
    sampleRateHz: sampleRateHz > 0 ? sampleRateHz : null,
    sampleRateErrorHz: sampleRateHz > 0 ? window.sampleRateErrorHz : null,
    features: features.map((feature) => ({
      ...feature,
      value: Number.isFinite(feature.value) ? feature.value : null,
    })),
  };
}

/** @throws ProtocolError `invalid_input` */
export function checkSpan(from: number, to: number): void {
  if (!(from < to)) throw new ProtocolError("invalid_input", "to is not after from.", { field: "to" });
}

/** @throws ProtocolError `invalid_input` */
export function channelOf(channel: string): ChannelName {
  const dot = channel.indexOf(".");
  const kind = channel.slice(0, dot);
  if (!Object.hasOwn(STREAM_KIND_NUMBER, kind)) {
    throw new ProtocolError("invalid_input", `There are no streams of the kind ${kind}.`, {
      field: "channel",
    });
  }
  return { kind: kind as StreamKindName, name: channel.slice(dot + 1) };
}

/** One list per column: a chart takes them as they are, and they are a third of the bytes. */
export function columnsOf(points: readonly SeriesPoint[]) {
  return {
    t: points.map(({ t }) => t),
    min: points.map(({ min }) => min),
    max: points.map(({ max }) => max),
    mean: points.map(({ mean }) => mean),
    sd: points.map(({ sd }) => sd),
    count: points.map(({ count }) => count),
    coverage: points.map(({ coverage }) => coverage),
    missing: points.map(({ missing }) => missing),
  };
}
