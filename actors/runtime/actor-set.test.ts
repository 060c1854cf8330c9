import { describe, expect, it } from "vitest";
import { ActorError, ActorSet } from "./actor-set.ts";
import type { MachineEvent } from "./messages.ts";

const skillSet: MachineEvent<"skills"> = {
  type: "skill_set",
  at: 0,
  payload: {
    skill: { id: "ts", name: "TypeScript", domain: "software", mu0: -1, decay: "mixed", motor: false },
  },
};

describe("the actors of a user", () => {
  it("come back from JSON as they were, started or not", () => {
    const actors = new ActorSet();
    actors.send("skills", skillSet);
    const restored = new ActorSet(JSON.parse(JSON.stringify(actors)) as ReturnType<ActorSet["toJSON"]>);
    expect(restored.toJSON()).toEqual(actors.toJSON());
    expect(restored.value("skills")).toBe("known");
    expect(restored.value("session")).toBe("idle");
    expect(restored.toJSON()).toEqual(actors.toJSON());
  });

  it("throw to the caller, and nothing is thrown again outside", () => {
    const actors = new ActorSet();
    actors.send("skills", skillSet);
    const broken = { type: "skill_set", at: 0, payload: null } as unknown as MachineEvent<"skills">;
    expect(() => actors.send("skills", broken)).toThrow(ActorError);
    // An XState actor that has failed takes nothing more, silently: that must not look like success.
    expect(() => actors.send("skills", skillSet)).toThrow(ActorError);
  });
});
