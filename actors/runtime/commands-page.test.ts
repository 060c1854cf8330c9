import { COMMANDS, EVENTS } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { ACTORS } from "@trajectory/protocols/subjects.ts";
import { describe, expect, it } from "vitest";
import page from "../../docs/commands.md?raw";
import { QUERIES } from "./queries.ts";
import { succeeded, TestNode } from "./testing.ts";

interface Documented {
  actor: ActorName;
  command: string;
  event: string;
  payload: unknown;
}

function documented(): Documented[] {
  const found: Documented[] = [];
  for (const section of page.split(/^## /m)) {
    const actor = ACTORS.find((name) => section.startsWith(`${name}\n`));
    if (actor === undefined) continue;
    for (const [, command = "", event = "", payload = ""] of section.matchAll(
      /^`(\w+)` → `(\w+)`[^`]*(?:`[^`\n]*`[^`]*)*?^```json\n(.+)\n```$/gm,
    )) {
      found.push({ actor, command, event, payload: JSON.parse(payload) });
    }
  }
  return found;
}

describe("docs/commands.md", () => {
  it("names every command with its event, and nothing else", () => {
    const names = (actor: ActorName) => documented().filter((entry) => entry.actor === actor);
    for (const actor of ACTORS) {
      expect(
        names(actor)
          .map(({ command }) => command)
          .sort(),
      ).toEqual(Object.keys(COMMANDS[actor]).sort());
      const follows = actor === "life" ? ["escape_index_changed"] : [];
      const events = [...names(actor).map(({ event }) => event), ...follows];
      expect(events.sort()).toEqual(Object.keys(EVENTS[actor]).sort());
    }
  });

  it("has examples that are accepted one after the other, and become the event named", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    for (const { actor, command, event, payload } of documented()) {
      const [first] = succeeded(await node.do("anna", { actor, name: command, payload }, `${command}-1`));
      expect(first).toMatchObject({ actor, type: event });
    }
  });

  it("names every query", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm)].map(
      ([, actor, query]) => `${actor}.${query}`,
    );
    const known = ACTORS.flatMap((actor) => QUERIES[actor].map((query) => `${actor}.${query}`));
    expect(rows.sort()).toEqual(known.sort());
  });
});
