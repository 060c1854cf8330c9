/** Shows an actor's statechart, where it is, and how it came there. */
import type { ChartState } from "../operations/statechart.ts";
import type { Transition } from "../operations/transitions.ts";
import { operatorCommand } from "./operator-command.ts";
import { table, time } from "./texts.ts";

interface Answer {
  definition: ChartState;
  current: string;
  seq: number;
  transitions: Transition[];
  sinceSeq: number;
}

export const actor = operatorCommand({
  usage: "actor USER ACTOR",
  about: [
    "Shows the states of an actor's statechart, the current one, and the last transitions with their causes.",
    "USER: id or email address. ACTOR: session, skills, interview or life. --limit 20 transitions.",
  ].join("\n"),
  options: { limit: { type: "string", default: "20" } },
  async run({ ask, words: [word = "", name = ""], userId, values, print }) {
    const limit = encodeURIComponent(String(values["limit"]));
    const path = `users/${await userId(word)}/actors/${encodeURIComponent(name)}?limit=${limit}`;
    const answer = await ask<Answer>("GET", path);
    print(answer, () => lines(answer));
    return 0;
  },
});

function lines({ definition, current, seq, transitions, sinceSeq }: Answer): string[] {
  return [
    `In state ${current}, at event ${seq}`,
    "",
    ...definition.states.flatMap((state) => chart(state, current)),
    "",
    ...table(
      ["event", "time", "from", "to", "because of"],
      transitions.map((step) => [
        String(step.seq),
        time(step.at),
        step.from,
        step.to,
        `${step.event}${reason(step)}, command ${step.commandId}`,
      ]),
    ),
    ...(sinceSeq === 0 ? [] : [`Read from event ${sinceSeq + 1} on.`]),
  ];
}

function reason({ cause, window }: Transition): string {
  const after = cause === undefined ? "" : ` after ${cause.actor}.${cause.event} (${cause.seq})`;
  return window === undefined ? after : `${after}, ${window.kind} window to ${time(window.t1)}`;
}

function chart({ path, transitions, states }: ChartState, current: string): string[] {
  const name = path.split(".").at(-1) ?? path;
  const depth = path.split(".").length;
  const events = transitions
    .filter(({ targets }) => targets.length > 0)
    .map(
      ({ event, targets, guard }) =>
        `${event} → ${targets.join(" ")}${guard === undefined ? "" : ` [${guard}]`}`,
    );
  const isIn = current === path || current.startsWith(`${path}.`);
  const line = `${isIn ? "▶" : " "} ${"  ".repeat(depth - 1)}${name.padEnd(14 - 2 * depth)} ${events.join(", ")}`;
  return [line.trimEnd(), ...states.flatMap((state) => chart(state, current))];
}
