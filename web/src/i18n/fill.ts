/** Puts values into the {slots} of a sentence. */
export type Slots = Readonly<Record<string, string | number>>;

export function fill(text: string, slots: Slots): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}

export interface Piece {
  /** Plain text, or the name of a slot. */
  text: string;
  slot: boolean;
  /** Where it stands in the sentence; tells equal pieces apart. */
  at: number;
}

/** The pieces of a sentence, in order. */
export function pieces(text: string): Piece[] {
  let at = 0;
  const found: Piece[] = [];
  for (const part of text.split(/(\{\w+\})/)) {
    const slot = part.startsWith("{") && part.endsWith("}");
    if (part !== "") found.push({ text: slot ? part.slice(1, -1) : part, slot, at });
    at += part.length;
  }
  return found;
}
