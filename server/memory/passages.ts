/** Long texts in parts that a vector can stand for. */

/** A vector of much more says little about each of its sentences. */
const PASSAGE_CHARACTERS = 800;

/**
 * The text in order, cut at ends of paragraphs and sentences where there are any, else between words, and never longer
 * than `most` characters. White space at the cuts is left out; everything else is in exactly one passage.
 */
export function passagesOf(text: string, most = PASSAGE_CHARACTERS): string[] {
  const passages: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const end = cutBefore(rest, most);
    passages.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "") passages.push(rest);
  return passages;
}

const PARAGRAPH = /\n\s*\n/g;
const SENTENCE = /[.!?…]["'”’)\]]*\s/g;
const SPACE = /\s/g;

/** A cut leaves no part that is much smaller than need be. */
function cutBefore(text: string, most: number): number {
  const head = text.slice(0, most + 1);
  for (const end of [PARAGRAPH, SENTENCE, SPACE]) {
    const last = [...head.matchAll(end)].at(-1);
    const at = last === undefined ? 0 : last.index + last[0].length;
    if (at >= most / 2) return Math.min(at, most);
  }
  // Not between the halves of a surrogate pair.
  return head.codePointAt(most - 1)! > 0xffff ? most - 1 : most;
}
