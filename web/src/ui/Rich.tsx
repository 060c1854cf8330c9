import { Fragment, type ReactNode } from "react";
import { pieces } from "../i18n/fill.ts";

/** A sentence of the catalogue whose {slots} are elements, such as numbers that carry their exact value. */
export function Rich({ text, slots }: { text: string; slots: Readonly<Record<string, ReactNode>> }) {
  return pieces(text).map((piece) => (
    <Fragment key={piece.at}>{piece.slot ? (slots[piece.text] ?? piece.text) : piece.text}</Fragment>
  ));
}
