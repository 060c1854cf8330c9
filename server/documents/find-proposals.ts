/**
 * Reads the pages of a document for what they say about the person. Prose goes through the same readers as answers of an
 * interview and the same guard (ground.ts); what a structured document states is held to the same rule: no words, no
 * evidence.
 */
import { createHash } from "node:crypto";
import { decisionKey, type DecisionCounts, reliabilityOf } from "@trajectory/actors/interview/calibration.ts";
import type { DocumentText, OnProgress, Stated } from "@trajectory/ingest/documents/document.ts";
import { piecesOf } from "@trajectory/ingest/documents/pages.ts";
import type { Constraint, Evidence, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import { ground, idOf } from "../interview/ground.ts";
import type { KnownSkill, Turn } from "../interview/port.ts";
import type { Readers } from "../interview/readers.ts";
import type { Similarity } from "../interview/similarity.ts";
import type { FoundProposal } from "./ports.ts";
import type { Proposal } from "./proposal.ts";

export interface Portfolio {
  skills: readonly KnownSkill[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
}

export interface FindOptions {
  userId: string;
  documentId: string;
  name: string;
  now: number;
  text: DocumentText;
  portfolio: Portfolio;
  counts: DecisionCounts;
  readers: Readers;
  similarity: Similarity;
  signal: AbortSignal;
  onProgress: OnProgress;
  onNotice: (sentence: string) => void;
}

/** What a language model, or the offline reader, gets at once. */
const PIECE = 4_000;
const MOST_PIECES = 400;
const MOST_PROPOSALS = 60;
const DEFAULT_MU0 = -1;
const RULES = "rules";
/** Evidence without its place among the proposals. */
type Found = { reader: string } & DistributiveOmit<Proposal, "id">;
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** In the order of the document; of two on the same thing the stronger one stays. */
export async function findProposals(options: FindOptions): Promise<FoundProposal[]> {
  const found = options.text.stated.map((stated) => statedProposal(stated, options));
  if (options.text.prose) found.push(...(await readProse(options)));
  const short = createHash("sha256").update(options.documentId).digest("hex").slice(0, 20);
  return strongest(found)
    .slice(0, MOST_PROPOSALS)
    .map(({ reader, ...proposal }, i) => ({ reader, proposal: withId(proposal, `${short}-${i + 1}`) }));
}

async function readProse(options: FindOptions): Promise<Found[]> {
  const { text, name, portfolio, userId, documentId, signal, onProgress, onNotice, readers, counts } =
    options;
  const pieces = text.pages.flatMap((page, i) =>
    piecesOf(page, PIECE).map((piece) => ({ ...piece, page: i + 1 })),
  );
  if (pieces.length > MOST_PIECES)
    onNotice(`The first ${MOST_PIECES} of ${pieces.length} parts were read for what they say of you.`);
  const told = new Set<string>();
  const found: Found[] = [];
  const taken = pieces.slice(0, MOST_PIECES);
  for (const [i, piece] of taken.entries()) {
    await onProgress(i / taken.length, `Reading part ${i + 1} of ${taken.length}`);
    const turn: Turn = {
      flow: "skill_discovery",
      about: { topic: "open" },
      question: `What does this part of the document “${name}” say about the person?`,
      answer: piece.text,
      ...portfolio,
    };
    const listener = {
      signal,
      onWords: () => {},
      onNotice: (sentence: string) => void told.add(sentence.replaceAll("this answer", "parts of it")),
    };
    const { reading, by } = await readers.read(turn, { userId, interviewId: documentId, signal }, listener);
    const { evidence, findings, dropped } = await ground(turn, reading, {
      interviewId: documentId,
      answers: i,
      at: options.now,
      sessionId: undefined,
      reliability: () => reliabilityOf(counts, decisionKey(by.reader, "self_report")),
      similarity: options.similarity,
    });
    if (dropped.speaks_to_machine !== undefined)
      told.add("Some words give orders to the reader; they count for nothing.");
    const place = ([from, to]: readonly [number, number]) => ({
      page: piece.page,
      span: [from + piece.start, to + piece.start] as [number, number],
    });
    for (const one of evidence) {
      const { quote = "", span = [0, 0] } = one;
      const skill = findings.find((other) => other.kind === "skill" && other.skill.id === one.skillId);
      found.push({
        reader: by.reader,
        kind: "evidence",
        quote,
        ...place(span),
        evidence: { ...one, kind: "self_report", sourceId: documentId },
        ...skillOf(one.skillId, options, skill?.kind === "skill" ? skill.skill : undefined),
      });
    }
    for (const one of findings) {
      const where = { reader: by.reader, quote: one.quote, ...place(one.span) };
      if (one.kind === "project") found.push({ ...where, kind: "project", project: one.project });
      if (one.kind === "constraint") found.push({ ...where, kind: "constraint", constraint: one.constraint });
    }
  }
  for (const sentence of told) onNotice(sentence);
  return found;
}

function statedProposal(stated: Stated, { text, documentId, now, portfolio, counts }: FindOptions): Found {
  const from = text.pages[stated.page - 1]?.indexOf(stated.quote) ?? -1;
  if (from < 0) throw new Error("A document states what does not stand in it.");
  const where = {
    reader: RULES,
    page: stated.page,
    quote: stated.quote,
    span: [from, from + stated.quote.length] as [number, number],
  };
  if (stated.kind === "hours") {
    const id = idOf(`calendar ${stated.name}`).slice(0, 60);
    const constraint: Constraint = {
      id,
      name: stated.name,
      kind: "time",
      severity: 0.5,
      flexibility: stated.flexibility,
      loadHours: stated.hoursPerWeek,
      confidence: 0.7,
    };
    return { ...where, kind: "constraint", constraint };
  }
  const label = stated.skill.trim();
  const known = portfolio.skills.find(({ name }) => name.toLowerCase() === label.toLowerCase());
  const skillId = known?.id ?? idOf(label);
  const evidence: Evidence = {
    id: "e",
    skillId,
    t: Math.min(stated.at ?? now, now),
    kind: stated.evidence,
    sourceId: documentId,
    strength: stated.strength,
    reliability: reliabilityOf(counts, decisionKey(RULES, stated.evidence)),
    practice: false,
    value: { level: stated.level },
    quote: where.quote,
    span: where.span,
  };
  const skill: Skill = {
    id: skillId,
    name: label,
    domain: "other",
    mu0: DEFAULT_MU0,
    decay: "mixed",
    motor: false,
  };
  return { ...where, kind: "evidence", evidence, ...skillOf(skillId, { portfolio }, skill) };
}

function skillOf(
  skillId: string,
  { portfolio }: { portfolio: Portfolio },
  fresh: Skill | undefined,
): { skillName: string; skill?: Skill } {
  const known = portfolio.skills.find(({ id }) => id === skillId);
  if (known !== undefined) return { skillName: known.name };
  return fresh === undefined ? { skillName: skillId } : { skillName: fresh.name, skill: fresh };
}

function strongest(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const key = keyOf(one);
    const before = best.get(key);
    if (before === undefined) best.set(key, one);
    else if (
      one.kind === "evidence" &&
      before.kind === "evidence" &&
      one.evidence.strength > before.evidence.strength
    ) {
      best.set(key, before.skill === undefined ? one : { ...one, skill: before.skill });
    }
  }
  return [...best.values()];
}

function keyOf(one: Found): string {
  if (one.kind === "evidence") return `skill ${one.evidence.skillId}`;
  return one.kind === "project" ? `project ${one.project.id}` : `constraint ${one.constraint.id}`;
}

function withId(proposal: DistributiveOmit<Proposal, "id">, id: string): Proposal {
  if (proposal.kind !== "evidence") return { ...proposal, id };
  const { span, quote } = proposal;
  return { ...proposal, id, evidence: { ...proposal.evidence, id, span, quote } };
}
