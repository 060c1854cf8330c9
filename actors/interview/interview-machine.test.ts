import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import { createActor } from "xstate";
import { describe, expect, it } from "vitest";
import type { InterviewEvent } from "./conversation.ts";
import { decide } from "./interview-actor.ts";
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
    return decide({ name: "decide_evidence", payload: { interviewId, evidenceId, accepted } }, context);
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
