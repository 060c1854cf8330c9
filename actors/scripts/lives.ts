/** The lives that the migration gate replays, as they are lived once, when they are recorded. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { MemoryLog } from "../runtime/memory-log.ts";
import type { NamedCommand } from "../demo-commands.ts";
import { goal, succeeded, TestNode } from "../runtime/testing.ts";

const DAY = 86_400_000;
const SESSIONS = [
  "11111111-1111-4111-8111-111111111111",
  "22222222-2222-4222-8222-222222222222",
  "33333333-3333-4333-8333-333333333333",
] as const;

/** A person to live with: commands by name, days that pass. */
export class Life {
  readonly log = new MemoryLog();
  readonly #node = new TestNode({ log: this.log });

  get now(): number {
    return this.#node.clock.now();
  }

  async demo(): Promise<void> {
    await this.#node.enterDemo("anna");
  }

  /** The first event that came of it. */
  async do(actor: NamedCommand["actor"], name: string, payload: object): Promise<EventRecord> {
    const [event] = succeeded(await this.#node.do("anna", { actor, name, payload }));
    if (event === undefined) throw new Error(`${name} made no event.`);
    return event;
  }

  /** Days pass; somebody looks at each of them, so that each is told to the model. */
  async days(count: number): Promise<void> {
    for (let day = 0; day < count; day++) {
      this.#node.clock.advance(DAY);
      await this.#node.eta("anna");
    }
  }

  async session(sessionId: string, minutes: number, liveliness: number): Promise<void> {
    const startedAt = this.now;
    await this.do("session", "start_session", { sessionId, device: "iPhone17,1", startedAt, streams: [] });
    for (let k = 0; k < minutes * 12; k++) {
      const t1 = startedAt + 10_000 + k * 5_000;
      const move = feature(3 + liveliness * Math.sin(k / 9), "enmo/1");
      const motion = {
        move,
        cadence: feature(100 + 5 * Math.cos(k / 7), "spectrum/1"),
        regularity: feature(0.6, "acf/1"),
      };
      await this.#window(sessionId, "motion", t1 - 10_000, t1, 2, motion);
      if (k % 4 !== 3) continue;
      const heart = {
        hr: feature(72 + liveliness * 4, "mean-rr/1"),
        rmssd: feature(42 - liveliness * 3, "rmssd/1"),
      };
      await this.#window(sessionId, "heart", t1 - 64_000, t1, 12.8, heart);
    }
    this.#node.clock.advance(minutes * 60_000 + 10_000);
  }

  async #window(
    sessionId: string,
    kind: string,
    t0: number,
    t1: number,
    overlap: number,
    features: object,
  ): Promise<void> {
    const window = { kind, t0, t1, overlap, revision: 0, features, clockErrorMs: 3 };
    await this.do("session", "record_window", { sessionId, window });
  }
}

function feature(value: number, method: string): object {
  return { value, quality: 0.9, coverage: 1, artefactShare: 0.02, method };
}

export async function liveAYear(life: Life): Promise<void> {
  await life.demo();
  await life.session(SESSIONS[0], 2, 0.4);
  const sessionId = SESSIONS[0];
  const claim = await life.do("session", "make_claim", {
    sessionId,
    text: "I am very calm",
    direction: "calm",
    intensity: 2,
  });
  await life.do("session", "confirm_claim", { sessionId, claimId: claim.commandId });
  await life.do("session", "tag_session", { sessionId, projectId: "P1" });
  await life.do("session", "end_session", { sessionId, endedAt: life.now, ledger: [] });
  await life.do("session", "rate_session", { sessionId, rating: 0.7 });
  await life.days(3);
  await interview(life);
  // More hours and fewer constraints: the way up.
  await life.do("life", "set_effort", { projectId: "P1", hours: 26, effortBasis: "measured" });
  await life.do("life", "remove_constraint", { constraintId: "c1" });
  for (let week = 1; week <= 8; week++) {
    await life.days(7);
    await life.do("life", "report_progress", { projectId: "P1", progress: Math.min(1, 0.35 + week * 0.09) });
    await life.do("life", "report_progress", { projectId: "P2", progress: Math.min(1, 0.1 + week * 0.06) });
  }
  await life.session(SESSIONS[1], 1, 1.5);
  await life.do("session", "end_session", { sessionId: SESSIONS[1], endedAt: life.now, ledger: [] });
  await life.do("session", "tag_session", { sessionId: SESSIONS[1], projectId: "P2" });
  // A heavy burden and a new goal: the way back.
  const burden = {
    id: "c9",
    name: "Move",
    kind: "other",
    severity: 1,
    flexibility: 0,
    loadHours: 25,
    confidence: 0.8,
  };
  await life.do("life", "set_constraint", { constraint: burden });
  await life.do("life", "set_effort", { projectId: "P1", hours: 4, effortBasis: "planned" });
  await life.days(60);
}

async function interview(life: Life): Promise<void> {
  const interviewId = "i1";
  const evidence = (id: string, level: number): object => ({
    id,
    skillId: "ml",
    t: life.now,
    kind: "interview_structured",
    sourceId: interviewId,
    reliability: 0.8,
    value: { level },
    quote: "I trained the ranking model",
  });
  await life.do("interview", "start_interview", { interviewId, flow: "skill_discovery" });
  await life.do("interview", "ask_question", { interviewId, question: "What did you learn last?" });
  await life.do("interview", "give_answer", {
    interviewId,
    text: "I trained the ranking model, then tuned it.",
  });
  await life.do("interview", "propose_evidence", {
    interviewId,
    evidence: [evidence("i1-1", 3), evidence("i1-2", 2)],
  });
  await life.do("interview", "pause_interview", { interviewId });
  await life.days(1);
  await life.do("interview", "resume_interview", { interviewId });
  await life.do("interview", "decide_evidence", { interviewId, evidenceId: "i1-1", accepted: true });
  await life.do("interview", "decide_evidence", { interviewId, evidenceId: "i1-2", accepted: false });
  await life.do("interview", "complete_interview", { interviewId });
}

export async function liveEdits(life: Life): Promise<void> {
  await life.demo();
  await life.do("life", "update_life", { capacity: 35, energy: -0.5, felt: { P1: 0.05 } });
  await life.do("skills", "set_skill", {
    skill: { id: "ts", name: "TypeScript and Node", domain: "software" },
  });
  await life.do("skills", "remove_edge", { from: "rt", to: "ml" });
  await life.do("skills", "retract_evidence", { evidenceId: "e2" });
  await life.days(20);
  const { payload } = goal("g1", 0.9);
  await life.do("life", "set_goal", payload as object);
  await life.do("life", "archive_project", { projectId: "P3", actualHours: 55 });
  await life.do("session", "start_session", {
    sessionId: SESSIONS[2],
    device: "Pixel",
    startedAt: life.now,
    streams: [{ id: 1, kind: "motion", channels: ["ax", "ay", "az"] }],
  });
  await life.do("session", "record_gesture", {
    sessionId: SESSIONS[2],
    gesture: "nod",
    t0: life.now - 900,
    t1: life.now,
    confidence: 0.9,
    method: "own-gesture-dtw/1",
  });
  await life.do("session", "end_session", { sessionId: SESSIONS[2], endedAt: life.now + 1, ledger: [] });
  for (const projectId of ["P1", "P2"]) await life.do("life", "archive_project", { projectId });
  for (const skillId of ["ts", "rt", "ml", "wr", "pub"]) await life.do("skills", "remove_skill", { skillId });
  for (const goalId of ["g1", "g2", "g3"]) await life.do("life", "remove_goal", { goalId });
  for (const constraintId of ["c1", "c2", "c3"]) await life.do("life", "remove_constraint", { constraintId });
  await life.days(1);
}

/** Constants of every part of the model, in the middle of a life, and back to the published ones. */
export async function liveConstants(life: Life): Promise<void> {
  await life.demo();
  await life.session(SESSIONS[0], 3, 1.5);
  const constants = {
    switchHours: 1.2,
    optimismMedian: 1.6,
    "halfLifeDays.mixed": 200,
    "validity.artifact": 0.6,
    "constraintLoad.health": 4,
    bodyHalfLifeHours: 12,
    feltAlignmentSd: 0.2,
  };
  await life.do("life", "set_constants", { constants });
  await life.days(10);
  await life.do("life", "report_progress", { projectId: "P1", progress: 0.5 });
  await life.do("life", "archive_project", { projectId: "P3", actualHours: 55 });
  await life.do("life", "set_constants", { constants: { optimismScatter: 0.6, optimismMedian: 1.1 } });
  await life.days(10);
  await life.do("life", "set_constants", { constants: {} });
  await life.days(1);
}

/** Everything an interview can find: a skill, evidence, a project, a constraint, a claim; edited and declined too. */
export async function liveInterviews(life: Life): Promise<void> {
  await life.demo();
  const sessionId = SESSIONS[2];
  await life.session(sessionId, 3, 1.5);
  const interviewId = "i1";
  const by = { reader: "offline", version: "offline/1" };
  const text = "I tune databases every day, 6 hours a week go to a course, and I feel very calm.";
  const from = (quote: string): object => {
    const start = text.indexOf(quote);
    return { quote, span: [start, start + quote.length] };
  };
  const focus = { quantity: "eta" };
  await life.do("interview", "start_interview", { interviewId, flow: "skill_discovery", focus });
  await life.do("interview", "ask_question", {
    interviewId,
    question: "What do you do most days?",
    about: { topic: "open" },
    worth: 0.1,
    by,
  });
  await life.do("interview", "give_answer", { interviewId, text });
  const skill = { id: "db", name: "Databases", domain: "software", mu0: -1, decay: "mixed", motor: false };
  const constraint = {
    id: "c9",
    name: "A course",
    kind: "time",
    severity: 0.3,
    flexibility: 0.5,
    loadHours: 6,
  };
  const { payload } = goal("g1", 0.5);
  const project = {
    id: "P9",
    name: "A course",
    goals: { [(payload as { goal: { id: string } }).goal.id]: 0.2 },
    requires: [],
    size: 40,
    progress: 0,
    hours: 6,
  };
  const evidence = (id: string, skillId: string): object => {
    return {
      id,
      skillId,
      t: life.now,
      kind: "interview_free",
      sourceId: interviewId,
      reliability: 0.8,
      value: { level: 3 },
      ...from("I tune databases every day"),
    };
  };
  await life.do("interview", "propose_evidence", {
    interviewId,
    evidence: [evidence("i1-1", "db"), evidence("i1-2", "ml")],
    findings: [
      { id: "i1-3", kind: "skill", skill, ...from("databases") },
      { id: "i1-4", kind: "constraint", constraint, ...from("6 hours a week go to a course") },
      { id: "i1-5", kind: "project", project, ...from("a course") },
      { id: "i1-6", kind: "claim", direction: "calm", intensity: 2, sessionId, ...from("I feel very calm") },
    ],
    by,
  });
  const decide = (findingId: string, accepted: boolean, edited?: object): Promise<EventRecord> => {
    return life.do("interview", "decide_finding", {
      interviewId,
      findingId,
      accepted,
      ...(edited && { edited }),
    });
  };
  await decide("i1-3", true);
  await life.do("interview", "decide_evidence", {
    interviewId,
    evidenceId: "i1-1",
    accepted: true,
    edited: { level: 2 },
    weight: 0.5,
  });
  await life.do("interview", "decide_evidence", { interviewId, evidenceId: "i1-2", accepted: false });
  await decide("i1-4", true);
  await decide("i1-5", false);
  await decide("i1-6", true, { intensity: 1 });
  await life.do("interview", "complete_interview", { interviewId });
  await life.do("session", "end_session", { sessionId, endedAt: life.now, ledger: [] });
  await life.days(2);
}
