/** Sentences that the server makes in English, in another language. */
import { fill, pieces, type Slots } from "./fill.ts";
import type { Messages } from "./en.ts";

/** As the catalogue says it, by its English form with {slots}; what is not in it stays as it came. */
export function inWords(words: Readonly<Record<string, string>>, text: string): string {
  const whole = words[text];
  if (whole !== undefined) return whole;
  for (const [form, translated] of Object.entries(words)) {
    const slots = slotsIn(form, text);
    if (slots !== undefined) return fill(translated, slots);
  }
  return text;
}

/** What a device calls itself. @param device "": it did not say */
export function deviceName(t: Messages, device: string): string {
  return device === "" ? t.session.unknownDevice : inWords(t.serverWords, device);
}

function slotsIn(form: string, text: string): Slots | undefined {
  if (!form.includes("{")) return undefined;
  const names: string[] = [];
  const pattern = pieces(form).map((piece) => {
    if (piece.slot) names.push(piece.text);
    return piece.slot ? "(.+)" : piece.text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  const found = new RegExp(`^${pattern.join("")}$`, "s").exec(text);
  if (found === null) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ""]));
}
