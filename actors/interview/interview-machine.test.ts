import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import { createActor } from "xstate";
import { describe, expect, it } from "vitest";
import { NO_SESSION, type SessionContext } from "../session/recording.ts";
import type { InterviewEvent } from "./conversation.ts";
import type { Finding } from "@trajectory/protocols/events/interview.ts";
import { EMPTY_PORTFOLIO } from "../life/portfolio.ts";
import { decide, type Siblings } from "./interview-actor.ts";
import { interviewMachine } from "./interview-machine.ts";

const evidence = (id: string): Evidence => ({
  id,
  skillId: "ts",
  t: 0,
  kind: "interview_structured",
  sourceId: "interview",
  strength: 1,
  reliability: 0.8,
  practice: false,
  value: { level: 3 },
  quote: "I wrote the compiler plugin",
});

const interviewId = "i1";
const ALONE: Siblings = { session: NO_SESSION, life: EMPTY_PORTFOLIO };
const started = (id = interviewId): InterviewEvent => {
  return { type: "interview_started", at: 0, payload: { interviewId: id, flow: "skill_discovery" } };
};
const asked: InterviewEvent = {
  type: "question_asked",
  at: 0,
  payload: { interviewId, question: "What did you build last?" },
};
const answered: InterviewEvent = {
  type: "answer_given",
  at: 0,
  payload: { interviewId, text: "A compiler plugin" },
};
const proposed = (...ids: string[]): InterviewEvent => {
  return { type: "evidence_proposed", at: 0, payload: { interviewId, evidence: ids.map(evidence) } };
};
const decided = (evidenceId: string, accepted = true): InterviewEvent => {
  return { type: "evidence_decided", at: 0, payload: { interviewId, evidenceId, accepted } };
};
const paused: InterviewEvent = { type: "interview_paused", at: 0, payload: { interviewId } };
const resumed: InterviewEvent = { type: "interview_resumed", at: 0, payload: { interviewId } };
const completed: InterviewEvent = { type: "interview_completed", at: 0, payload: { interviewId } };

function after(...events: InterviewEvent[]) {
  const actor = createActor(interviewMachine).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
}

const toConfirming = [started(), asked, answered, proposed("e1", "e2")];

describe("the interview machine", () => {
  it.each<[InterviewEvent[], unknown]>([
    [[], "none"],
    [[started()], { active: "asking" }],
    [[started(), asked], { active: "listening" }],
    [[started(), asked, answered], { active: "extracting" }],
    [[started(), asked, answered, proposed()], { active: "asking" }],
    [toConfirming, { active: "confirming" }],
    [[...toConfirming, decided("e1")], { active: "confirming" }],
    [[...toConfirming, decided("e1"), decided("e2", false)], { active: "asking" }],
    [[...toConfirming, paused], "paused"],
    [[...toConfirming, paused, resumed], { active: "confirming" }],
    [[started(), asked, paused, resumed], { active: "listening" }],
    [[started(), paused, completed], "complete"],
    [[...toConfirming, completed], "complete"],
    [[started(), completed, started("i2")], { active: "asking" }],
  ])("path %#", (events, state) => {
    expect(after(...events).value).toEqual(state);
  });

  it("takes nothing out of turn", () => {
    expect(after(started()).can(answered)).toBe(false);
    expect(after(started(), asked).can(asked)).toBe(false);
    expect(after(started(), asked).can(proposed("e1"))).toBe(false);
    expect(after(...toConfirming).can(decided("e9"))).toBe(false);
    expect(after(...toConfirming, decided("e1")).can(decided("e1"))).toBe(false);
    expect(after(...toConfirming, paused).can(decided("e1"))).toBe(false);
    expect(after(started()).can(started("i2"))).toBe(false);
    expect(after(started(), completed).can(started())).toBe(false);
  });

  it("does not take a proposal that names one piece twice", () => {
    expect(after(started(), asked, answered).can(proposed("e1", "e1"))).toBe(false);
  });

  it("does not take what belongs to another interview", () => {
    const other = { interviewId: "i2" };
    const state = after(started(), asked);
    expect(state.can({ type: "answer_given", at: 0, payload: { ...other, text: "?" } })).toBe(false);
    expect(state.can({ type: "interview_paused", at: 0, payload: other })).toBe(false);
    expect(
      after(started(), asked, answered).can({
        type: "evidence_proposed",
        at: 0,
        payload: { ...other, evidence: [] },
      }),
    ).toBe(false);
  });

  it("counts answers and decisions", () => {
    expect(after(...toConfirming, decided("e1"), decided("e2", false)).context).toMatchObject({
      question: "What did you build last?",
      answers: 1,
      accepted: 1,
      declined: 1,
      proposed: [],
    });
  });

  it("goes on where it was also when it was persisted in a pause", () => {
    const pausedActor = createActor(interviewMachine).start();
    for (const event of [...toConfirming, paused]) pausedActor.send(event);
    const json: unknown = JSON.parse(JSON.stringify(pausedActor.getPersistedSnapshot()));
    const restored = createActor(interviewMachine, { snapshot: json as never }).start();
    restored.send(resumed);
    expect(restored.getSnapshot().value).toEqual({ active: "confirming" });
  });
});

describe("a decision on evidence", () => {
  const context = after(...toConfirming).context;
  const command = (evidenceId: string, accepted: boolean) => {
    return decide(
      { name: "decide_evidence", payload: { interviewId, evidenceId, accepted } },
      context,
      ALONE,
    );
  };

  it("sends accepted evidence to the skills in the same commit", () => {
    expect(command("e1", true)).toEqual([
      {
        actor: "interview",
        type: "evidence_decided",
        payload: { interviewId, evidenceId: "e1", accepted: true },
      },
      { actor: "skills", type: "evidence_added", payload: { evidence: evidence("e1") } },
    ]);
  });

  it("sends nothing for declined or unknown evidence", () => {
    expect(command("e1", false)).toHaveLength(1);
    expect(command("e9", true)).toHaveLength(1);
  });
});

describe("findings that are no evidence", () => {
  const sessionId = "11111111-1111-4111-8111-111111111111";
  const quote = "I feel very calm";
  const claim: Finding = {
    id: "f1",
    kind: "claim",
    quote,
    span: [0, quote.length],
    direction: "calm",
    intensity: 2,
    sessionId,
  };
  const skill: Finding = {
    id: "f2",
    kind: "skill",
    quote,
    span: [0, 4],
    skill: { id: "db", name: "Databases", domain: "software", mu0: -1, decay: "mixed", motor: false },
  };
  const found: InterviewEvent = {
    type: "evidence_proposed",
    at: 0,
    payload: {
      interviewId,
      evidence: [evidence("e1")],
      findings: [claim, skill],
      by: { reader: "offline", version: "offline/1" },
    },
  };
  const finding = (findingId: string, accepted: boolean): InterviewEvent => {
    return { type: "finding_decided", at: 0, payload: { interviewId, findingId, accepted } };
  };
  const session = { recording: { sessionId } } as SessionContext;
  const beside = { ...ALONE, session };
  const toFindings = [started(), asked, answered, found];

  it("are decided one by one, with the evidence", () => {
    expect(after(...toFindings, finding("f1", true)).value).toEqual({ active: "confirming" });
    expect(after(...toFindings, finding("f1", true)).can(finding("f1", true))).toBe(false);
    expect(after(...toFindings).can(decided("f1"))).toBe(false);
    const done = after(...toFindings, finding("f1", true), decided("e1", false), finding("f2", false));
    expect(done.value).toEqual({ active: "asking" });
    expect(done.context).toMatchObject({ accepted: 1, declined: 2, findings: [] });
  });

  it("teach how far their reader is trusted, also in the next interview", () => {
    const kept = after(
      ...toFindings,
      finding("f1", true),
      decided("e1", false),
      finding("f2", false),
      completed,
    );
    const decisions = {
      "offline claim": { accepted: 1, edited: 0, declined: 0 },
      "offline interview_structured": { accepted: 0, edited: 0, declined: 1 },
      "offline skill": { accepted: 0, edited: 0, declined: 1 },
    };
    expect(kept.context.decisions).toEqual(decisions);
    const next = after(
      ...toFindings,
      finding("f1", true),
      decided("e1", false),
      finding("f2", false),
      completed,
      started("i2"),
    );
    expect(next.context.decisions).toEqual(decisions);
  });

  it("become a claim of the session that ran while it was said, with the person's corrections", () => {
    const { context } = after(...toFindings);
    const payload = { interviewId, findingId: "f1", accepted: true, edited: { intensity: 1 } };
    const messages = decide({ name: "decide_finding", payload }, context, beside);
    expect(messages[1]).toEqual({
      actor: "session",
      type: "claim_made",
      payload: { sessionId, text: quote, direction: "calm", intensity: 1 },
    });
    expect(decide({ name: "decide_finding", payload }, context, ALONE)).toHaveLength(1);
  });

  it("become a skill", () => {
    const { context } = after(...toFindings);
    const payload = { interviewId, findingId: "f2", accepted: true };
    expect(decide({ name: "decide_finding", payload }, context, beside)[1]).toMatchObject({
      actor: "skills",
      type: "skill_set",
      payload: { skill: { id: "db" } },
    });
  });

  it("let evidence be corrected, and count less where a claim differs from the signals", () => {
    const { context } = after(...toFindings);
    const payload = { interviewId, evidenceId: "e1", accepted: true, edited: { level: 1 }, weight: 0.25 };
    expect(decide({ name: "decide_evidence", payload }, context, beside)[1]).toMatchObject({
      payload: { evidence: { id: "e1", value: { level: 1 }, strength: 0.25 } },
    });
  });

  it("become a report where a project has only got further, effort where only its hours changed", () => {
    const project = {
      id: "P1",
      name: "Engine",
      goals: {},
      requires: [],
      size: 80,
      progress: 0.2,
      hours: 5,
      effortBasis: "planned" as const,
    };
    const found = (changed: object): Finding => {
      return { id: "f3", kind: "project", quote, span: [0, 4], project: { ...project, ...changed } };
    };
    const messageFor = (changed: object): unknown => {
      const { context } = after(started(), asked, answered);
      const beside = { ...ALONE, life: { projects: { P1: project } } };
      const payload = { interviewId, findingId: "f3", accepted: true };
      const pending = { ...context, findings: [found(changed)] };
      return decide({ name: "decide_finding", payload }, pending, beside)[1];
    };
    expect(messageFor({ progress: 0.5 })).toMatchObject({
      type: "progress_reported",
      payload: { progress: 0.5 },
    });
    expect(messageFor({ hours: 9 })).toMatchObject({ type: "effort_set", payload: { hours: 9 } });
    expect(messageFor({ hours: 9, size: 100 })).toMatchObject({ type: "project_set" });
  });
});
