/**
 * Turns what a reader says it found into proposals, or drops it. Readers are not trusted: a quote must stand in the
 * answer word for word, speak about the person and not to the machine, and have to do with the skill it is for.
 */
import { createHash } from "node:crypto";
import type { Constraint, Evidence, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import type { Finding } from "@trajectory/protocols/events/interview.ts";
import { mentions } from "./offline/offline-reader.ts";
import type { Reading, Turn } from "./port.ts";
import { locate, type Located } from "./quote.ts";
import { givesOrders, sentencesOf } from "./sentences.ts";
import type { Similarity } from "./similarity.ts";

export interface Grounding {
  interviewId: string;
  /** Counts the answers of the interview; part of the ids. */
  answers: number;
  at: number;
  /** The session that ran while the answer was given. */
  sessionId: string | undefined;
  /** ρ of the reader for a kind of proposal. */
  reliability: (kind: string) => number;
  similarity: Similarity;
}

export interface Proposals {
  evidence: Evidence[];
  findings: Finding[];
  /** Why something was left out, for the person: a count per reason. */
  dropped: Partial<Record<DropReason, number>>;
}

export type DropReason =
  | "not_in_answer"
  | "speaks_to_machine"
  | "unrelated_to_skill"
  | "out_of_range"
  | "too_many";

const MOST_EVIDENCE = 8;
const MOST_OTHERS = 4;
/** Nearness of a quote to a skill's name from which it has to do with it. */
const RELATED = 0.4;
const DEFAULT_MU0 = -1;
const DEFAULT_SIZE = 40;

export async function ground(turn: Turn, reading: Reading, context: Grounding): Promise<Proposals> {
  return new Grounder(turn, context).ground(reading);
}

class Grounder {
  readonly #turn: Turn;
  readonly #context: Grounding;
  readonly #proposals: Proposals = { evidence: [], findings: [], dropped: {} };
  readonly #orders: readonly [number, number][];
  #count = 0;

  constructor(turn: Turn, context: Grounding) {
    this.#turn = turn;
    this.#context = context;
    this.#orders = sentencesOf(turn.answer)
      .filter(({ text }) => givesOrders(text))
      .map(({ start, end }) => [start, end]);
  }

  async ground({ evidence, claims, projects, constraints }: Reading): Promise<Proposals> {
    for (const item of evidence) await this.#addEvidence(item);
    this.#add(claims, ({ direction, intensity }) =>
      intensity >= 0.5 && intensity <= 3
        ? { kind: "claim", direction, intensity, ...this.#session() }
        : undefined,
    );
    this.#add(projects, (found) => this.#project(found));
    this.#add(constraints, (found) => this.#constraint(found));
    return this.#proposals;
  }

  async #addEvidence({ skill: name, level, strength, quote }: Reading["evidence"][number]): Promise<void> {
    const located = this.#locate(quote);
    if (located === undefined) return;
    const { evidence, findings } = this.#proposals;
    if (!(level >= 0 && level <= 4) || !(strength > 0 && strength <= 1)) return this.#drop("out_of_range");
    const label = name.trim();
    if (label.length < 2 || label.length > 60 || !/\p{L}/u.test(label)) return this.#drop("out_of_range");
    const known = this.#turn.skills.find(
      (one) => one.id === label || one.name.toLowerCase() === label.toLowerCase(),
    );
    if (!(await this.#isAbout(known?.name ?? label, known?.id, located)))
      return this.#drop("unrelated_to_skill");
    const skillId = known?.id ?? idOf(label);
    if (evidence.some((one) => one.skillId === skillId)) return;
    if (evidence.length >= MOST_EVIDENCE) return this.#drop("too_many");
    const isKnown = this.#turn.skills.some(({ id }) => id === skillId);
    if (!isKnown)
      findings.push({ id: this.#id(), kind: "skill", ...located, skill: this.#skill(skillId, label) });
    const asked = this.#turn.about.topic === "skill" && this.#turn.about.id === skillId;
    const kind = asked ? "interview_structured" : "interview_free";
    evidence.push({
      id: this.#id(),
      skillId,
      t: this.#context.at,
      kind,
      sourceId: this.#context.interviewId,
      strength,
      reliability: this.#context.reliability(kind),
      practice: false,
      value: { level },
      ...located,
    });
  }

  /** A new skill must be named in the words themselves; a known one may also be near them in meaning, or asked about. */
  async #isAbout(name: string, id: string | undefined, { quote }: Located): Promise<boolean> {
    if (mentions(quote, name)) return true;
    if (id === undefined) return false;
    if (this.#turn.about.topic === "skill" && this.#turn.about.id === id) return true;
    const [near = 0] = await this.#context.similarity.nearness(name, [quote]);
    return near >= RELATED;
  }

  #add<Found extends { quote: string }>(
    found: readonly Found[],
    content: (item: Found) => Content | undefined,
  ): void {
    let taken = 0;
    for (const item of found) {
      const located = this.#locate(item.quote);
      if (located === undefined) continue;
      const made = content(item);
      if (made === undefined) this.#drop("out_of_range");
      else if (taken >= MOST_OTHERS) this.#drop("too_many");
      else {
        taken++;
        this.#proposals.findings.push({ id: this.#id(), ...located, ...made });
      }
    }
  }

  #project({ name, hoursPerWeek, totalHours, progress }: Reading["projects"][number]): Content | undefined {
    if (!inRange(hoursPerWeek, 0, 168) || !inRange(totalHours, 0.01, 1e5) || !inRange(progress, 0, 1))
      return undefined;
    const label = name.trim().slice(0, 60);
    if (label === "") return undefined;
    const before = this.#turn.projects.find(
      (one) => one.id === label || one.name.toLowerCase() === label.toLowerCase(),
    );
    const project: Project = {
      ...(before ?? {
        id: idOf(label),
        name: label,
        goals: {},
        requires: [],
        size: DEFAULT_SIZE,
        progress: 0,
        hours: 0,
        effortBasis: "planned",
      }),
      ...(hoursPerWeek === null ? {} : { hours: hoursPerWeek }),
      ...(totalHours === null ? {} : { size: totalHours }),
      ...(progress === null ? {} : { progress }),
    };
    return { kind: "project", project };
  }

  #constraint(found: Reading["constraints"][number]): Content | undefined {
    const { name, kind, severity, flexibility, hoursPerWeek } = found;
    if (!inRange(severity, 0, 1) || !inRange(flexibility, 0, 1) || !inRange(hoursPerWeek, 0, 168))
      return undefined;
    const label = name.trim().slice(0, 60);
    if (label === "") return undefined;
    const before = this.#turn.constraints.find(
      (one) => one.id === this.#turn.about.id || one.name.toLowerCase() === label.toLowerCase(),
    );
    const constraint: Constraint = {
      ...(before ?? { id: idOf(label), name: label, kind, confidence: 0.5 }),
      severity,
      flexibility,
      ...(hoursPerWeek === null ? {} : { loadHours: hoursPerWeek }),
    };
    return { kind: "constraint", constraint };
  }

  #skill(id: string, name: string): Skill {
    return { id, name, domain: "other", mu0: DEFAULT_MU0, decay: "mixed", motor: false };
  }

  #session(): { sessionId?: string } {
    const { sessionId } = this.#context;
    return sessionId === undefined ? {} : { sessionId };
  }

  #locate(quote: string): Located | undefined {
    const located = locate(quote, this.#turn.answer);
    if (located === undefined) {
      this.#drop("not_in_answer");
      return undefined;
    }
    const [from, to] = located.span;
    if (!this.#orders.some(([start, end]) => from < end && to > start)) return located;
    this.#drop("speaks_to_machine");
    return undefined;
  }

  #drop(reason: DropReason): void {
    const { dropped } = this.#proposals;
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  }

  /** The same answer gives the same ids, so that a proposal sent again is the same command. */
  #id(): string {
    const { interviewId, answers } = this.#context;
    return `${createHash("sha256").update(interviewId).digest("hex").slice(0, 16)}-${answers}-${++this.#count}`;
  }
}

type Content = Finding extends infer One
  ? One extends Finding
    ? Omit<One, "id" | "quote" | "span">
    : never
  : never;

function inRange(value: number | null, least: number, most: number): boolean {
  return value === null || (value >= least && value <= most);
}

/** "C++" is c-plus-plus, "Node.js" node-js; other letters go by a hash. */
export function idOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("+", " plus ")
    .replaceAll("#", " sharp ")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return plain === "" ? hash : plain.slice(0, 60);
}
