/** Sentences of an answer with where they stand, and which of them speak to the machine and not about the person. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

const SENTENCE = /[^.!?\n;]+(?:[.!?;](?=\S)[^.!?\n;]+)*[.!?;]*/g;

export function sentencesOf(text: string): Sentence[] {
  return Array.from(text.matchAll(SENTENCE), ({ 0: raw, index }) => {
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    return { text: trimmed, start: index + lead, end: index + lead + trimmed.length };
  }).filter(({ text: words }) => words !== "");
}

/** Sentences that give orders to whoever reads them. A person has no need to; a text that was planted has. */
const ORDERS = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,60}\b(instructions?|rules?|prompts?|previous|above|earlier|guidelines?)\b/i,
  /\b(set|raise|rate|mark|give|put|score|treat|record|list|assign|increase|update|report|return|output)\b.{0,80}\b(all|every|each|any)\b.{0,60}\b(skills?|levels?|scores?|evidence|experts?)\b/i,
  /\b(set|raise|rate|mark|score|record|assign|increase|return|output)\b.{0,60}\b(levels?|scores?|strength|reliability|to (4|four|the max(imum)?|expert))\b/i,
  /\b(system|assistant|developer|user)\s*(prompt|message)?\s*:/i,
  /\b(you are|you're|act as|pretend to be|behave as)\b.{0,40}\b(an? )?(ai|language model|assistant|chatbot|extractor|interviewer|admin)/i,
  /\b(you must|you will|you shall|your (new )?(task|job|instructions?) (is|are))\b/i,
  /<\/?\s*(system|instructions?|assistant|tool|answer)\b|\[\/?inst\]|<\|/i,
  /\b(json|schema|tool call|function call)\b.{0,60}\b(skills?|levels?|evidence)\b/i,
  /\b(ai|language model|llm|assistant|extractor|parser|grader)s?\b.{0,40}\b(must|should|shall|reading this)\b/i,
  /\b(ignorier|vergiss|setze|bewerte)\w*\b.{0,80}\b(anweisung|regel|skill|fähigkeit|stufe|level)/i,
];

export function givesOrders(text: string): boolean {
  return ORDERS.some((order) => order.test(text));
}
