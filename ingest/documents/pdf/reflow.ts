/** Lines of a printed page become paragraphs again, so that a sentence can be quoted as a whole. */

const BULLET = /^\s*([•◦▪‣·–—*-]|\d+[.)])\s/;
const ENDS_SENTENCE = /[.!?:;]["”’)]?\s*$/;

export function reflowed(text: string): string {
  // Many fonts name their hyphen a soft one.
  const lines = text
    .replaceAll("\u00ad", "-")
    .replaceAll(/[ \t]+/g, " ")
    .split("\n");
  let page = "";
  for (const [i, raw] of lines.entries()) {
    const line = raw.trim();
    const before = lines[i - 1]?.trim() ?? "";
    if (i === 0) page = line;
    else if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) page = page.slice(0, -1) + line;
    else if (goesOn(before, line)) page += ` ${line}`;
    else page += `\n${line}`;
  }
  return page.replaceAll(/\n{3,}/g, "\n\n").trim();
}

/** The line before was full and the sentence is not over. */
function goesOn(before: string, line: string): boolean {
  if (before === "" || line === "" || BULLET.test(line) || ENDS_SENTENCE.test(before)) return false;
  return (
    /^[\p{Ll}\p{N}(]/u.test(line) || /[,&]$/.test(before) || /\s(and|or|of|the|with|for|in|to)$/i.test(before)
  );
}
